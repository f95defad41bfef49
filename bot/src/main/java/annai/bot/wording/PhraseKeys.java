package annai.bot.wording;

import annai.bot.conversation.Diagnosis;
import annai.bot.conversation.TicketReport;
import annai.bot.conversation.Utterance;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTrace;
import annai.connectors.probe.Verdict;
import annai.knowledge.Control;
import annai.knowledge.OperatingSystem;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every key of the wording, with the placeholders that it may use beside the provider's values. */
final class PhraseKeys {

  private static final Set<String> TALK =
      Set.of("mail-client", "client", "ticket", "agent", "error");

  /** What the engine says in its own words. */
  private static final List<String> SENTENCES =
      List.of(
          "greeting",
          "greeting.again",
          "greeting.something-else",
          "greeting.ticket",
          "came-back",
          "report.sorry",
          "client.ask-os",
          "client.ask-which",
          "client.ask-right",
          "client.corrected",
          "client.help",
          "client.other",
          "client.unnamed",
          "client.settled",
          "client.values",
          "change.begin",
          "change.finished",
          "change.again",
          "check.not-so",
          "back.first",
          "step.help",
          "step.keep-going",
          "step.controls",
          "step.no-controls",
          "baseline.failed",
          "baseline.skipped",
          "evidence.next",
          "evidence.now",
          "test-mail.invite-baseline",
          "test-mail.invite-after-change",
          "test-mail.waiting",
          "test-mail.what-happened",
          "test-mail.help",
          "login-check.intro",
          "login-check.form",
          "login-check.then-mail",
          "works.ask",
          "closed-there.ask",
          "closed-there.still-fails",
          "error.ask",
          "error.meaning",
          "error.unknown",
          "contact.ask",
          "contact.thanks",
          "contact.without",
          "letters.agreed",
          "letters.declined",
          "signed-in",
          "outage.waiting",
          "outage.over",
          "solved.evidence",
          "solved.login",
          "solved.word",
          "solved.person",
          "solved.agent",
          "solved.more",
          "solved.glad",
          "closed.more",
          "relapse.sorry",
          "attachment.taken",
          "rating.ask",
          "rating.thanks",
          "rating.changed",
          "rating.closed",
          "rating.not-yet",
          "person.offer",
          "waiting.holding",
          "waiting.nobody",
          "waiting.go-on",
          "agent.unnamed",
          "ticket.delayed",
          "ticket.failed",
          "ticket.deleted",
          "ticket.no-number",
          "not-understood",
          "language.switched",
          "restarted",
          "silence.reminder",
          "silence.closed",
          "answer.unknown",
          "aside.greeting",
          "aside.thanks",
          "aside.thanks-solved",
          "aside.smalltalk",
          "aside.off-topic",
          "aside.injection",
          "aside.password",
          "aside.abuse",
          "aside.abuse-person",
          "aside.cannot-receive");

  private static final List<String> CHOICES =
      List.of(
          "cannot-send",
          "cannot-receive",
          "something-else",
          "language:ja",
          "language:en",
          "mail-client:other",
          "change-client",
          "done",
          "yes",
          "no",
          "looks-different",
          "help",
          "back",
          "sent",
          "seemed-sent",
          "skip",
          "error",
          "no-error-text",
          "test-mail",
          "login-check",
          "again",
          "works-now",
          "still-fails",
          "go-on",
          "person",
          "decline",
          "letters-yes",
          "letters-no",
          "restart");

  /** What stands in tickets beside the topics, in the staff's language. */
  private static final Map<String, Set<String>> REPORT =
      Map.ofEntries(
          Map.entry("draft.request", Set.of("client", "verdict")),
          Map.entry("draft.incident", Set.of("target", "verdict")),
          Map.entry("line.customer", Set.of("value")),
          Map.entry("line.external-id", Set.of("value")),
          Map.entry("line.mail-client", Set.of("value")),
          Map.entry("line.confirmed", Set.of("value")),
          Map.entry("line.changed", Set.of("value")),
          Map.entry("line.evidence", Set.of()),
          Map.entry("line.reply", Set.of()),
          Map.entry("line.words", Set.of()),
          Map.entry("line.conversation", Set.of("value")),
          Map.entry("line.account", Set.of("value")),
          Map.entry("link.invitation", Set.of("link")),
          Map.entry("link.conversation", Set.of()),
          Map.entry("value.unknown", Set.of()),
          Map.entry("value.no-name", Set.of()),
          Map.entry("trust.stated", Set.of()),
          Map.entry("trust.signed", Set.of()),
          Map.entry("trust.proven", Set.of()),
          Map.entry("purpose.baseline", Set.of()),
          Map.entry("purpose.after-change", Set.of()),
          Map.entry("purpose.outage", Set.of()));

  /** What stands in mails to customers, and on the page that ends them. */
  private static final Map<String, Set<String>> LETTER =
      Map.ofEntries(
          Map.entry("letter.subject", Set.of()),
          Map.entry("letter.subject-ticket", Set.of("ticket")),
          Map.entry("letter.opening", Set.of()),
          Map.entry("letter.go-on", Set.of()),
          Map.entry("letter.no-reply", Set.of()),
          Map.entry("letter.decline", Set.of()),
          Map.entry("letter.page-title", Set.of()),
          Map.entry("letter.page-ask", Set.of()),
          Map.entry("letter.page-button", Set.of()),
          Map.entry("letter.page-done", Set.of()),
          Map.entry("letter.page-gone", Set.of()));

  /** What stands beside sketches, and on the pages of whole procedures. */
  private static final Map<String, Set<String>> PAGES =
      Map.ofEntries(
          Map.entry("sketch.title", Set.of("screen")),
          Map.entry("sketch.touch", Set.of("entries")),
          Map.entry("sketch.look", Set.of("entries")),
          Map.entry("sketch.entry", Set.of("n", "kind", "label")),
          Map.entry("sketch.on", Set.of()),
          Map.entry("sketch.off", Set.of()),
          Map.entry("page.title", Set.of("mail-client")),
          Map.entry("page.lead", Set.of()),
          Map.entry("page.list", Set.of()),
          Map.entry("page.list-lead", Set.of()),
          Map.entry("page.missing", Set.of()),
          Map.entry("page.missing-lead", Set.of()),
          Map.entry("page.values", Set.of()),
          Map.entry("page.host", Set.of()),
          Map.entry("page.port", Set.of()),
          Map.entry("page.security", Set.of()),
          Map.entry("page.user-name", Set.of()),
          Map.entry("page.confirm", Set.of()),
          Map.entry("page.check", Set.of()),
          Map.entry("page.change", Set.of()),
          Map.entry("page.notes", Set.of()),
          Map.entry("page.end-of-support", Set.of()),
          Map.entry("page.language", Set.of()),
          Map.entry("page.screen", Set.of()),
          Map.entry("page.screen.ja", Set.of()),
          Map.entry("page.screen.en", Set.of()),
          Map.entry("page.chat", Set.of()),
          Map.entry("page.all", Set.of()));

  private static final Map<String, Set<String>> ALL = collect();

  private PhraseKeys() {}

  static Map<String, Set<String>> all() {
    return ALL;
  }

  static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, Set<String>> collect() {
    Map<String, Set<String>> keys = new TreeMap<>();
    SENTENCES.forEach(key -> keys.put(key, TALK));
    CHOICES.forEach(key -> keys.put("choice." + key, Set.of()));
    for (OperatingSystem os : OperatingSystem.values()) {
      keys.put("choice.os:" + os.id(), Set.of());
    }
    ProbeTrace none = new ProbeTrace("", List.of(), null, Set.of(), null);
    for (Verdict verdict : Verdict.values()) {
      keys.put(
          Diagnosis.of(new ProbeResult.Fault(verdict, null, none, null)).wordingKey(), Set.of());
    }
    keys.put("evidence.inconclusive", Set.of());
    keys.put("evidence.ok-login", Set.of());
    for (Utterance.ShownTicket.Status status : Utterance.ShownTicket.Status.values()) {
      keys.put("ticket." + of(status), TALK);
    }
    for (Utterance.HandOff.Phase phase : Utterance.HandOff.Phase.values()) {
      keys.put("hand-off." + of(phase), TALK);
    }
    keys.put("letters.ask", Set.of("address"));
    keys.put("hand-off.wait", Set.of("minutes"));
    keys.put("hand-off.closed", Set.of("opens"));
    keys.put("hand-off.closed-longer", Set.of());
    for (TicketReport.Topic topic : TicketReport.Topic.values()) {
      keys.put("report." + of(topic), Set.of());
    }
    for (int score = Speech.BEST_SCORE; score > 0; score--) {
      keys.put("rating.score-" + score, Set.of());
    }
    for (Control.Kind kind : Control.Kind.values()) {
      keys.put("control." + kind.id(), Set.of());
    }
    keys.putAll(LETTER);
    keys.putAll(REPORT);
    keys.putAll(PAGES);
    return Collections.unmodifiableMap(keys);
  }
}
