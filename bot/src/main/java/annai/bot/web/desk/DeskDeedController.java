package annai.bot.web.desk;

import static annai.bot.web.desk.DeskConversationController.epoch;
import static annai.bot.web.desk.DeskConversationController.messageId;
import static annai.bot.web.desk.DeskConversationController.reader;

import annai.bot.conversation.ProcedureStep;
import annai.bot.desk.AgentAccounts;
import annai.bot.runtime.AgentConversations;
import annai.bot.runtime.AgentConversations.NamedMailClient;
import annai.bot.store.Agent;
import annai.bot.store.AuditEntry.Deed;
import annai.bot.web.ProblemException;
import annai.knowledge.Procedure.Phase;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the agent who has a conversation can do with it, beside writing. */
@RestController
@RequestMapping("/api/v1/desk")
final class DeskDeedController {

  private final AgentConversations agents;
  private final AgentAccounts accounts;
  private final Answers answers;
  private final DeedAnswers deeds;

  DeskDeedController(
      AgentConversations agents, AgentAccounts accounts, Answers answers, DeedAnswers deeds) {
    this.agents = agents;
    this.accounts = accounts;
    this.answers = answers;
    this.deeds = deeds;
  }

  /**
   * A step of a procedure.
   *
   * @param phase "confirm" or "change"
   */
  record Step(@Nullable String mailClient, @Nullable String phase, @Nullable String step) {
    ProcedureStep toStep() {
      if (mailClient == null || step == null || phase == null) {
        throw new ProblemException(
            HttpStatus.BAD_REQUEST, "step: expected its mailClient, phase and step");
      }
      return new ProcedureStep(
          mailClient,
          switch (phase) {
            case "confirm" -> Phase.CONFIRM;
            case "change" -> Phase.CHANGE;
            default ->
                throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "phase: expected 'confirm' or 'change'");
          },
          step);
    }
  }

  record HandBack(@Nullable Long epoch, @Nullable Step at) {}

  record StepCard(@Nullable Long epoch, @Nullable String clientMessageId, @Nullable Step step) {}

  record PassOn(
      @Nullable Long epoch,
      @Nullable String clientMessageId,
      @Nullable String to,
      @Nullable String note) {}

  record Solved(@Nullable Long epoch, @Nullable String clientMessageId, @Nullable String text) {}

  record MailClients(List<NamedMailClient> mailClients) {}

  /** A step to pick from; n is null for the check question. */
  record ListedStep(String phase, String id, @Nullable Integer n, String text) {}

  record Procedure(String mailClient, String name, List<ListedStep> steps) {}

  record Procedures(List<Procedure> procedures) {}

  /** All mail clients that the provider knows. */
  @GetMapping("/mail-clients")
  ResponseEntity<MailClients> mailClients(@RequestParam(defaultValue = "ja") String language) {
    return answers.polled(new MailClients(agents.mailClients(reader(language))));
  }

  /** The steps that can be sent, or handed back at. */
  @GetMapping("/conversations/{id}/procedures")
  ResponseEntity<Procedures> procedures(
      @PathVariable String id, @RequestParam(defaultValue = "ja") String language) {
    return answers.polled(
        new Procedures(
            agents.procedures(id, reader(language)).stream()
                .map(
                    one ->
                        new Procedure(
                            one.mailClient(),
                            one.name(),
                            one.steps().stream()
                                .map(
                                    step ->
                                        new ListedStep(
                                            step.phase().name().toLowerCase(Locale.ROOT),
                                            step.id(),
                                            step.n(),
                                            step.text()))
                                .toList()))
                .toList()));
  }

  @PostMapping(value = "/conversations/{id}/hand-back", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> handBack(
      @PathVariable String id, @RequestBody HandBack asked, @AuthenticationPrincipal Agent me) {
    Step at = asked.at();
    return deeds.answer(
        agents.handBack(id, me.name(), epoch(asked.epoch()), at == null ? null : at.toStep()),
        me,
        Deed.HANDED_BACK,
        id);
  }

  @PostMapping(value = "/conversations/{id}/steps", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> sendStep(
      @PathVariable String id, @RequestBody StepCard asked, @AuthenticationPrincipal Agent me) {
    Step step = asked.step() == null ? new Step(null, null, null) : asked.step();
    return deeds.answer(
        agents.sendStep(
            id, me.name(), epoch(asked.epoch()), messageId(asked.clientMessageId()), step.toStep()),
        me,
        Deed.SENT_STEP,
        id);
  }

  @PostMapping(value = "/conversations/{id}/probe", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> probe(
      @PathVariable String id,
      @RequestBody DeskConversationController.Seen seen,
      @AuthenticationPrincipal Agent me) {
    return deeds.answer(agents.probe(id, me.name(), epoch(seen.epoch())), me, Deed.PROBED, id);
  }

  @PostMapping(value = "/conversations/{id}/pass-on", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> passOn(
      @PathVariable String id, @RequestBody PassOn asked, @AuthenticationPrincipal Agent me) {
    String to = asked.to() == null ? "" : asked.to();
    Agent colleague =
        accounts
            .find(to)
            .filter(Agent::active)
            .filter(found -> !found.login().equals(me.login()))
            .orElseThrow(
                () ->
                    new ProblemException(
                        HttpStatus.BAD_REQUEST, "to: expected the login of an active colleague"));
    String note = asked.note() == null || asked.note().isBlank() ? null : asked.note();
    return deeds.answer(
        agents.passOn(
            id,
            me.name(),
            epoch(asked.epoch()),
            colleague.name(),
            messageId(asked.clientMessageId()),
            note),
        me,
        Deed.PASSED_ON,
        id);
  }

  @PostMapping(value = "/conversations/{id}/solve", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> solve(
      @PathVariable String id, @RequestBody Solved asked, @AuthenticationPrincipal Agent me) {
    String text = asked.text() == null || asked.text().isBlank() ? null : asked.text();
    return deeds.answer(
        agents.solve(id, me.name(), epoch(asked.epoch()), messageId(asked.clientMessageId()), text),
        me,
        Deed.SOLVED,
        id);
  }
}
