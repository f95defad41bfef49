package annai.bot.runtime;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.ProcedureStep;
import annai.bot.conversation.Utterance;
import annai.bot.runtime.AgentConversations.ListedStep;
import annai.bot.runtime.AgentConversations.NamedMailClient;
import annai.bot.runtime.AgentConversations.ProcedureSteps;
import annai.bot.runtime.InputRefusedException.Reason;
import annai.bot.store.Stores;
import annai.bot.wording.StepText;
import annai.knowledge.Language;
import annai.knowledge.Library;
import annai.knowledge.MailClient;
import annai.knowledge.Procedure;
import annai.knowledge.Procedure.Phase;
import annai.knowledge.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of procedures, for agents to pick from and to show to a customer. */
final class StepCards {

  private final Stores stores;
  private final Libraries libraries;
  private final Speaker speaker;

  StepCards(Stores stores, Libraries libraries, Speaker speaker) {
    this.stores = stores;
    this.libraries = libraries;
    this.speaker = speaker;
  }

  List<NamedMailClient> mailClients(Language reader) {
    return libraries.current().mailClients().stream()
        .map(client -> new NamedMailClient(client.id(), client.name().in(reader)))
        .toList();
  }

  List<ProcedureSteps> procedures(String id, Language reader) {
    Library library =
        libraries.of(
            stores
                .conversations()
                .find(id)
                .orElseThrow(UnknownConversationException::new)
                .conversation()
                .revision());
    StepText words = new StepText(library.provider(), reader);
    List<ProcedureSteps> all = new ArrayList<>();
    for (MailClient client : library.mailClients()) {
      library
          .procedure(client.id())
          .map(procedure -> steps(procedure, words))
          .filter(steps -> !steps.isEmpty())
          .ifPresent(
              steps -> all.add(new ProcedureSteps(client.id(), client.name().in(reader), steps)));
    }
    return all;
  }

  private static List<ListedStep> steps(Procedure procedure, StepText words) {
    List<ListedStep> listed = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      List<Step> steps = procedure.steps(phase);
      for (int i = 0; i < steps.size(); i++) {
        listed.add(new ListedStep(phase, steps.get(i).id(), i + 1, words.text(steps.get(i))));
      }
      if (phase == Phase.CONFIRM) {
        procedure
            .checkQuestion()
            .ifPresent(
                check -> listed.add(new ListedStep(phase, check.id(), null, words.text(check))));
      }
    }
    return listed;
  }

  /** The step as the customer sees it, in their language. */
  Map<String, Object> card(ProcedureStep at, Conversation conversation) {
    return speaker.render(shown(at, conversation), conversation).body();
  }

  /**
   * Looks whether the conversation's revision has the step.
   *
   * @throws InputRefusedException when it does not
   */
  void require(ProcedureStep at, Conversation conversation) {
    shown(at, conversation);
  }

  private Utterance shown(ProcedureStep at, Conversation conversation) {
    Optional<Procedure> procedure =
        libraries.of(conversation.revision()).procedure(at.mailClient());
    List<Step> steps = procedure.map(found -> found.steps(at.phase())).orElse(List.of());
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).id().equals(at.step())) {
        return new Utterance.ShownStep(at.mailClient(), at.phase(), at.step(), i + 1, steps.size());
      }
    }
    return procedure
        .flatMap(Procedure::checkQuestion)
        .filter(check -> at.phase() == Phase.CONFIRM && check.id().equals(at.step()))
        .map(_ -> new Utterance.ShownCheck(at.mailClient()))
        .orElseThrow(
            () ->
                new InputRefusedException(
                    Reason.MALFORMED,
                    "step: expected one of the procedures of the conversation's revision"));
  }
}
