package annai.bot.runtime;

import annai.bot.conversation.Effect;
import annai.bot.conversation.Timer;
import annai.bot.conversation.Transition;
import annai.bot.conversation.Utterance;
import annai.bot.store.RatingStore;
import annai.bot.store.Stores;
import annai.bot.wording.Rendered;
import java.util.UUID;

/**
 * Does what was decided, as rows of the turn's transaction; what leaves the house is only noted.
 */
final class Effects {

  private final Stores stores;
  private final Speaker speaker;
  private final Agenda agenda;
  private final TicketEffects tickets;
  private final TestMailInvitations invitations;
  private final Letters.Desk letters;

  Effects(
      Stores stores,
      Speaker speaker,
      Agenda agenda,
      TicketEffects tickets,
      TestMailInvitations invitations,
      Letters.Desk letters) {
    this.stores = stores;
    this.speaker = speaker;
    this.agenda = agenda;
    this.tickets = tickets;
    this.invitations = invitations;
    this.letters = letters;
  }

  void perform(Turn turn, Transition transition) {
    for (Effect effect : transition.effects()) {
      if (effect instanceof Effect.AwaitTestMail await) {
        invitations.invite(turn.conversation(), await.call(), turn.now());
      }
    }
    for (Effect effect : transition.effects()) {
      perform(turn, effect);
    }
    tickets.noteHandOff(turn, transition.effects());
  }

  private void perform(Turn turn, Effect effect) {
    switch (effect) {
      case Effect.Say say -> say(turn, say.utterance());
      case Effect.RunProbe probe ->
          agenda.now(
              Agenda.PROBE,
              ProbeWorker.id(turn.id(), probe.call()),
              ProbeWorker.data(probe.fresh(), turn.conversation().epoch()),
              turn.now());
      case Effect.ProbeForAgent probe ->
          agenda.now(
              Agenda.PROBE,
              ProbeWorker.id(turn.id(), probe.call()),
              ProbeWorker.dataForAgent(turn.conversation().epoch()),
              turn.now());
      case Effect.AwaitTestMail _ -> {
        // invited before anything was said, so that the invitation can name the address
      }
      case Effect.OpenTicket open -> tickets.open(turn, open);
      case Effect.CommentTicket comment -> tickets.comment(turn, comment);
      case Effect.CloseTicket close -> tickets.close(turn, close);
      case Effect.ReopenTicket reopen -> tickets.reopen(turn, reopen);
      case Effect.CallAgent call ->
          stores.conversations().callAgent(turn.id(), call.reason(), turn.now());
      case Effect.Forward forward -> tickets.forward(turn, forward);
      case Effect.KeepRating(int episode, int score, var words) ->
          stores
              .ratings()
              .put(turn.id(), episode, new RatingStore.Rating(score, words), turn.now());
      case Effect.Schedule schedule -> schedule(turn, schedule);
      case Effect.Cancel cancel -> cancel(turn.id(), cancel.timer());
    }
  }

  private void say(Turn turn, Utterance utterance) {
    Rendered rendered = speaker.render(utterance, turn.conversation());
    boolean notice =
        utterance instanceof Utterance.SignedIn || utterance instanceof Utterance.LettersNotice;
    String from = notice ? "system" : "bot";
    var seq =
        turn.write(Turn.Line.of(from, rendered.type(), stores.json().ofBody(rendered.body())));
    if (utterance instanceof Utterance.TicketWords) {
      seq.ifPresent(written -> letters.answered(turn, written));
    }
  }

  private void schedule(Turn turn, Effect.Schedule schedule) {
    String generation = UUID.randomUUID().toString();
    var due = turn.now().plus(schedule.in());
    stores
        .timers()
        .start(turn.id(), schedule.timer(), generation, due)
        .ifPresent(ran -> agenda.strikeTimer(turn.id(), schedule.timer(), ran));
    agenda.at(Agenda.TIMER, Agenda.timerId(turn.id(), schedule.timer(), generation), "", due);
  }

  private void cancel(String conversation, Timer timer) {
    stores
        .timers()
        .stop(conversation, timer)
        .ifPresent(ran -> agenda.strikeTimer(conversation, timer, ran));
  }
}
