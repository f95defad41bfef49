package annai.bot.wording;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.conversation.Choice;
import annai.bot.conversation.Conversation;
import annai.bot.conversation.Customer;
import annai.bot.conversation.Effect;
import annai.bot.conversation.EvidenceTaken;
import annai.bot.conversation.Purpose;
import annai.bot.conversation.Shipped;
import annai.bot.conversation.TicketReport;
import annai.bot.conversation.Utterance;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTrace;
import annai.connectors.probe.Verdict;
import annai.connectors.ticket.TicketDraft;
import annai.knowledge.Language;
import annai.knowledge.Procedure;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordingTest {

  private final Wording wording = Shipped.wording(Language.JA);
  private final Conversation japanese = conversation(Language.JA);
  private final Conversation english = conversation(Language.EN);

  private static Conversation conversation(Language language) {
    return Conversation.begin("c1", language, Shipped.LIBRARY.revision());
  }

  @Test
  void render_step_showsControlsInBothLanguagesOfTheScreen() {
    Utterance step = new Utterance.ShownStep("outlook-2016", Procedure.Phase.CHANGE, "port", 4, 5);
    Rendered inJapanese = wording.render(step, japanese);
    assertThat(inJapanese.type()).isEqualTo("step");
    assertThat(inJapanese.body())
        .containsEntry("phase", "change")
        .containsEntry("id", "port")
        .containsEntry("n", 4)
        .containsEntry("of", 5);
    assertThat(String.valueOf(inJapanese.body().get("text")))
        .contains("詳細設定 (Advanced)")
        .contains("587");
    Rendered inEnglish = wording.render(step, english);
    assertThat(String.valueOf(inEnglish.body().get("text"))).contains("Advanced (詳細設定)");
    assertThat(String.valueOf(inEnglish.body().get("controls")))
        .contains("kind=field")
        .contains("value=587")
        .contains("label=OK}");
  }

  @Test
  void render_check_isAStepOfItsOwnPhase() {
    Rendered check = wording.render(new Utterance.ShownCheck("outlook-2016"), english);
    assertThat(check.type()).isEqualTo("step");
    assertThat(check.body()).containsEntry("phase", "check").doesNotContainKey("n");
  }

  @Test
  void render_testMail_carriesAddressAndLink() {
    Rendered invitation =
        wording.render(new Utterance.TestMailInvitation("c1.2", Purpose.BASELINE), english);
    assertThat(invitation.type()).isEqualTo("text");
    assertThat(invitation.body().get("testMail"))
        .isEqualTo(
            Map.of(
                "address",
                "check-c1-2@probe.example",
                "mailto",
                "mailto:check-c1-2@probe.example?subject=test"));
  }

  @Test
  void render_choices_nameMailClientsByTheCatalogue() {
    Rendered choices =
        wording.render(
            new Utterance.Choices(
                List.of(
                    new Choice("mail-client:mac-mail", "mail-client:mac-mail"),
                    new Choice("done", "choice.done"))),
            japanese);
    assertThat(String.valueOf(choices.body().get("choices")))
        .contains("Mac のメール 10.x")
        .contains("できました");
  }

  @Test
  void render_evidence_saysNothingOfTheServersWords() {
    Rendered evidence = wording.render(new Utterance.ShownEvidence(refused()), english);
    assertThat(evidence.type()).isEqualTo("evidence");
    assertThat(evidence.body())
        .containsEntry("verdict", "AUTH_REJECTED")
        .containsEntry("ok", false)
        .containsEntry("whoActs", "customer");
    assertThat(evidence.body().toString()).doesNotContain("535");
  }

  @Test
  void render_everyVerdict_isWordedInBothLanguages() {
    for (Verdict verdict : Verdict.values()) {
      ProbeResult result = new ProbeResult.Fault(verdict, null, refused().trace(), null);
      for (Conversation conversation : List.of(japanese, english)) {
        Rendered evidence = wording.render(new Utterance.ShownEvidence(result), conversation);
        assertThat(String.valueOf(evidence.body().get("text"))).doesNotContain("{").isNotBlank();
      }
    }
  }

  @Test
  void draft_request_quotesStrangersWordsAndKeepsTheServers() {
    TicketReport report =
        new TicketReport(
            TicketReport.Topic.EVIDENCE_FAILED,
            new Customer("taro@mediacat.example", "山田\n太郎", Customer.Trust.STATED),
            "outlook-2016",
            List.of("confirm/start", "change/port"),
            List.of(new EvidenceTaken(Purpose.AFTER_CHANGE, refused())),
            "送れません\nStatus: closed\u202e");
    TicketDraft draft =
        wording.draft(
            new Effect.OpenTicket(
                "c1/1", TicketDraft.Kind.REQUEST, TicketDraft.Priority.P3, report),
            english);
    assertThat(draft.summary()).contains("Outlook 2016", "AUTH_REJECTED");
    assertThat(draft.requester().name()).isEqualTo("山田 太郎");
    assertThat(draft.description())
        .contains("> 送れません\n> Status: closed")
        .contains("> 535 5.7.8 no")
        .contains("変更した手順: port")
        .contains("変更後: AUTH_REJECTED (mail.mediacat.example:587)")
        .doesNotContain("\u202e", "\nStatus");
  }

  @Test
  void draft_incident_namesNoCustomer() {
    TicketReport report =
        new TicketReport(
            TicketReport.Topic.SERVER_FAULT,
            Customer.UNKNOWN,
            null,
            List.of(),
            List.of(new EvidenceTaken(Purpose.OUTAGE, refused())),
            null);
    TicketDraft draft =
        wording.draft(
            new Effect.OpenTicket("k", TicketDraft.Kind.INCIDENT, TicketDraft.Priority.P1, report),
            english);
    assertThat(draft.summary()).contains("mail.mediacat.example:587");
    assertThat(draft.requester()).isEqualTo(TicketDraft.Requester.NONE);
    assertThat(draft.description()).doesNotContain("お客様");
  }

  private static ProbeResult refused() {
    return new ProbeResult.Fault(
        Verdict.AUTH_REJECTED,
        null,
        new ProbeTrace(
            "mail.mediacat.example:587", List.of(), null, Set.of(), "535 5.7.8 no\u0007"),
        null);
  }

  @Test
  void render_calledPerson_tellsWhenOneMayBeExpected() {
    Utterance called = new Utterance.HandOff(Utterance.HandOff.Phase.CALLED);
    Wording soon = wording.with(() -> new Staffing.Presence.Open(Duration.ofSeconds(700)));
    assertThat(soon.render(called, english).body())
        .containsEntry("waitMinutes", 15)
        .extractingByKey("text")
        .asString()
        .contains("about 15 min");
    ZonedDateTime opens = ZonedDateTime.of(2026, 11, 25, 9, 0, 0, 0, ZoneId.of("Asia/Tokyo"));
    Wording tomorrow = wording.with(() -> new Staffing.Presence.Closed(opens));
    assertThat(tomorrow.render(called, japanese).body())
        .containsEntry("opensAt", "2026-11-25T00:00:00Z")
        .extractingByKey("text")
        .asString()
        .contains("11月25日(水) 9:00");
    assertThat(String.valueOf(tomorrow.render(called, english).body().get("text")))
        .contains("Wednesday 25 November, 9:00");
    assertThat(wording.render(called, english).body()).doesNotContainKey("waitMinutes");
  }
}
