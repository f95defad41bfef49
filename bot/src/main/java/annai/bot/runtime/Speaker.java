package annai.bot.runtime;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.Effect;
import annai.bot.conversation.TicketReport;
import annai.bot.conversation.Utterance;
import annai.bot.wording.Correspondence;
import annai.bot.wording.Rendered;
import annai.bot.wording.Wording;
import annai.connectors.ticket.TicketDraft;
import java.net.URI;
import java.util.List;

/** Puts into words what was decided: {@link Wording}. */
public interface Speaker {

  Rendered render(Utterance utterance, Conversation conversation);

  TicketDraft draft(Effect.OpenTicket ticket, Conversation conversation);

  String comment(TicketReport report, Conversation conversation);

  Correspondence letter(
      List<Correspondence.Answer> answers, URI goOn, URI decline, Conversation conversation);

  static Speaker of(Wording wording) {
    return new Speaker() {
      @Override
      public Rendered render(Utterance utterance, Conversation conversation) {
        return wording.render(utterance, conversation);
      }

      @Override
      public TicketDraft draft(Effect.OpenTicket ticket, Conversation conversation) {
        return wording.draft(ticket, conversation);
      }

      @Override
      public String comment(TicketReport report, Conversation conversation) {
        return wording.comment(report, conversation);
      }

      @Override
      public Correspondence letter(
          List<Correspondence.Answer> answers, URI goOn, URI decline, Conversation conversation) {
        return wording.letter(answers, goOn, decline, conversation);
      }
    };
  }
}
