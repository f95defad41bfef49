package annai.connectors.probe.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import annai.connectors.probe.Credentials;
import annai.connectors.probe.MailLab;
import annai.connectors.probe.ProbeRequest;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTarget;
import annai.connectors.probe.ProbeTarget.Security;
import annai.connectors.probe.StageResult;
import annai.connectors.probe.Verdict;
import annai.connectors.probe.Warning;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The probe against real servers, healthy and faulty. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmtpProbeLabIT {

  private static final String ALICE = "alice@lab.test";
  private static final String FOREIGN = "someone@elsewhere.test";
  private static final Duration DEADLINE = ProbeRequest.DEADLINE;
  private static final Pattern VERDICT =
      Pattern.compile("\\b(?:OK|NOT_SMTP|[A-Z]{3,}(?:_[A-Z]+)+)\\b");

  private MailLab lab;
  private SmtpProbe probe;

  @BeforeAll
  void startLab() throws Exception {
    lab = MailLab.start(15_000, "probe");
    KeyStore trusted = KeyStore.getInstance(lab.trustStore().toFile(), "changeit".toCharArray());
    probe = new SmtpProbe(trusted, StageBudgets.CHAT, InstantSource.system());
  }

  @AfterAll
  void stopLab() throws Exception {
    if (lab != null) {
      lab.stop();
    }
  }

  @Test
  void everyFaultyServer_probed_givesItsVerdictInTime() throws Exception {
    int before = lab.sessions().size();
    Map<String, String> differing = new TreeMap<>();
    List<MailLab.Faulty> servers = lab.faultyServers();
    List<Future<Map.Entry<String, String>>> runs = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(12)) {
      for (MailLab.Faulty server : servers) {
        runs.add(executor.submit(judged(server)));
      }
    }
    for (Future<Map.Entry<String, String>> run : runs) {
      if (!run.get().getValue().isEmpty()) {
        differing.put(run.get().getKey(), run.get().getValue());
      }
    }

    assertThat(servers).hasSizeGreaterThanOrEqualTo(45);
    assertThat(differing).isEmpty();
    List<String> sessions = lab.sessions();
    assertThat(sessions.subList(before, sessions.size()))
        .isNotEmpty()
        .noneMatch(session -> session.contains("\"plain_auth\""))
        .noneMatch(session -> session.indexOf("AUTH") != session.lastIndexOf("AUTH"));
  }

  private Callable<Map.Entry<String, String>> judged(MailLab.Faulty server) {
    return () -> Map.entry(server.name(), judge(server));
  }

  /** What differs from the expectation; empty when nothing does. */
  private String judge(MailLab.Faulty server) {
    Matcher matcher = VERDICT.matcher(server.expected());
    Verdict expected = matcher.find() ? Verdict.valueOf(matcher.group()) : Verdict.OK;
    boolean refusesMail = server.expected().contains("SENDER_REFUSED once MAIL");
    boolean data = server.name().startsWith("data-") || server.name().startsWith("dot-");
    boolean implicit = server.name().equals("good-implicit");
    String from = refusesMail ? null : ALICE;
    StringBuilder differs = new StringBuilder();
    long start = System.nanoTime();
    ProbeResult result = firstTry(server, implicit, from, data);
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    compare(expected, result, differs);
    if (seconds > DEADLINE.toSeconds()) {
      differs.append("took ").append(seconds).append(" s; ");
    }
    if (refusesMail) {
      compare(Verdict.SENDER_REFUSED, login(server.port(), false, ALICE, false), differs);
    }
    if (server.name().equals("implicit-tls")) {
      compare(Verdict.OK, login(server.port(), true, ALICE, false), differs);
    }
    for (Warning warning : expectedWarnings(server)) {
      if (!result.trace().warnings().contains(warning)) {
        differs.append("no ").append(warning).append("; ");
      }
    }
    return differs.toString();
  }

  /** Some servers refuse a recipient only once, or every other time. */
  private ProbeResult firstTry(
      MailLab.Faulty server, boolean implicit, @Nullable String from, boolean data) {
    String to = from == null ? null : "once-" + System.nanoTime() + "@lab.test";
    ProbeResult result =
        probe.probe(request(server.port(), implicit, alice(), from, to, data), _ -> {});
    return server.name().equals("rcpt-flaky") && result.verdict() == Verdict.OK
        ? probe.probe(request(server.port(), implicit, alice(), from, to, data), _ -> {})
        : result;
  }

  private static List<Warning> expectedWarnings(MailLab.Faulty server) {
    return switch (server.name()) {
      case "cert-soon" -> List.of(Warning.CERT_EXPIRES_SOON);
      case "bare-lf" -> List.of(Warning.BARE_LF);
      case "implicit-tls" -> List.of(Warning.IMPLICIT_TLS_HINT);
      case "non-utf8", "evil-text" -> List.of(Warning.REPLY_TEXT_CLEANED);
      case "quit-close", "quit-hang" -> List.of(Warning.QUIT_FAILED);
      default -> List.of();
    };
  }

  private static void compare(Verdict expected, ProbeResult result, StringBuilder differs) {
    if (result.verdict() != expected) {
      differs.append("expected %s, was %s; ".formatted(expected, result));
    }
    for (StageResult stage : result.trace().stages()) {
      String reply = stage.reply();
      if (reply != null
          && (reply.length() > 300 || reply.chars().anyMatch(Character::isISOControl))) {
        differs.append("not cleaned: ").append(stage.stage()).append("; ");
      }
    }
  }

  @Test
  void submissionPort_rightPassword_isHealthyToTheEnd() {
    ProbeResult result = login(lab.port(10587), false, ALICE, true);

    assertThat(result.verdict()).isEqualTo(Verdict.OK);
    assertThat(result.trace().stages())
        .extracting(StageResult::state)
        .containsOnly(StageResult.State.OK);
  }

  @Test
  void submissionPort_wrongPassword_isRejected() {
    assertThat(login(lab.port(10587), ALICE, "wrong").verdict()).isEqualTo(Verdict.AUTH_REJECTED);
  }

  @Test
  void submissionPort_lockedAccount_isRejected() {
    assertThat(login(lab.port(10587), "locked@lab.test", "locked-secret").verdict())
        .isEqualTo(Verdict.AUTH_REJECTED);
  }

  @Test
  void submissionPort_passwordBeyondAscii_isAccepted() {
    assertThat(login(lab.port(10587), "umlaut@lab.test", "pässwörd €").verdict())
        .isEqualTo(Verdict.OK);
  }

  @Test
  void submissionPort_someoneElsesAddress_isNotOwned() {
    ProbeResult result =
        probe.probe(
            request(lab.port(10587), false, alice(), "bob@lab.test", "bob@lab.test", false),
            _ -> {});

    assertThat(result.verdict()).isEqualTo(Verdict.SENDER_NOT_OWNED);
  }

  @Test
  void submissionPort_withoutLogin_requiresIt() {
    assertThat(withoutLogin(10587, FOREIGN).verdict()).isEqualTo(Verdict.AUTH_REQUIRED);
    assertThat(withoutLogin(10587, "bob@lab.test").verdict()).isEqualTo(Verdict.AUTH_REQUIRED);
  }

  @Test
  void oldPort_popBeforeSmtpSwitchedOff_deniesRelaying() throws Exception {
    lab.popBeforeSmtp("off");

    assertThat(withoutLogin(10026, FOREIGN).verdict()).isEqualTo(Verdict.RELAY_DENIED);
    assertThat(withoutLogin(10026, "bob@lab.test").verdict()).isEqualTo(Verdict.OK);
    assertThat(withoutLogin(10025, FOREIGN).verdict()).isEqualTo(Verdict.RELAY_DENIED);
    assertThat(withoutLogin(10025, "nobody-there@lab.test").verdict())
        .isEqualTo(Verdict.RCPT_REJECTED);
  }

  @Test
  void names_lookedUp_areToldApart() {
    Map<String, Verdict> expected =
        Map.ofEntries(
            Map.entry("mail.lab.test", Verdict.OK),
            Map.entry("cname.test", Verdict.TLS_CERT_HOSTNAME),
            Map.entry("dead-first.test", Verdict.TLS_CERT_HOSTNAME),
            Map.entry("münchen.test", Verdict.TLS_CERT_HOSTNAME),
            Map.entry("gone.lab.test", Verdict.DNS_NO_SUCH_HOST),
            Map.entry("nodata.test", Verdict.DNS_NO_ADDRESS),
            Map.entry("loop.test", Verdict.DNS_NO_ADDRESS),
            Map.entry("servfail.test", Verdict.DNS_TEMPFAIL),
            Map.entry("refused.test", Verdict.DNS_TEMPFAIL),
            Map.entry("drop.test", Verdict.DNS_TIMEOUT),
            Map.entry("slow.test", Verdict.DNS_TIMEOUT),
            Map.entry("big.test", Verdict.CONNECT_REFUSED));
    Map<String, Verdict> found = new TreeMap<>();
    for (String host : expected.keySet()) {
      ProbeTarget target =
          new ProbeTarget(
              host, lab.port(10587), Security.STARTTLS, null, "127.0.0.1:" + lab.port(10053));
      found.put(
          host,
          probe
              .probe(new ProbeRequest(target, null, null, null, false, DEADLINE), _ -> {})
              .verdict());
    }

    assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
  }

  private ProbeResult withoutLogin(int port, String to) {
    return probe.probe(request(lab.port(port), false, null, ALICE, to, false), _ -> {});
  }

  private ProbeResult login(int port, String userName, String password) {
    Credentials credentials = new Credentials(userName.toCharArray(), password.toCharArray());
    return probe.probe(request(port, false, credentials, userName, userName, false), _ -> {});
  }

  private ProbeResult login(int port, boolean implicit, @Nullable String from, boolean data) {
    return probe.probe(request(port, implicit, alice(), from, from, data), _ -> {});
  }

  private static Credentials alice() {
    return new Credentials(ALICE.toCharArray(), "alice-secret".toCharArray());
  }

  private static ProbeRequest request(
      int port,
      boolean implicit,
      @Nullable Credentials credentials,
      @Nullable String from,
      @Nullable String to,
      boolean data) {
    ProbeTarget target =
        new ProbeTarget(
            "127.0.0.1",
            port,
            implicit ? Security.IMPLICIT_TLS : Security.STARTTLS,
            "mail.lab.test",
            null);
    return new ProbeRequest(target, credentials, from, to, data, DEADLINE);
  }
}
