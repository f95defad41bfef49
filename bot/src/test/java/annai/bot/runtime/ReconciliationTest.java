package annai.bot.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import annai.bot.runtime.Conversations.Started;
import annai.bot.store.ReconciliationStore.Finding;
import annai.bot.store.ReconciliationStore.Report;
import annai.bot.store.TestDatabases;
import annai.connectors.ticket.InMemoryTicketSystem;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReconciliationTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final InMemoryTicketSystem tickets = new InMemoryTicketSystem();

  private TicketRef ref(Started talk) {
    return tickets.find(talk.id() + "/1").getFirst();
  }

  private static void awaitSaid(RunningTalk running, Started talk, String words) {
    await().atMost(PATIENCE).until(() -> running.said(talk).contains(words));
  }

  private static Started withTicket(RunningTalk running) {
    Started talk = running.conversations.start(null);
    running.say(talk, "open", "open");
    awaitSaid(running, talk, "TicketOpened");
    return talk;
  }

  private static Report compare(RunningTalk running) {
    Reconciliation reconciliation = running.runtime.reconciliation();
    int before = reconciliation.reports(100).size();
    reconciliation.begin();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              List<Report> reports = reconciliation.reports(100);
              return reports.size() > before && reports.getFirst().endedAt() != null;
            });
    return reconciliation.reports(1).getFirst();
  }

  private static List<String> drifts(RunningTalk running, Report report) {
    return running.runtime.reconciliation().findings(report.id(), 100).stream()
        .map(Finding::drift)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void whatNoWebhookTold_isHealedOnceAndReported(TestDatabases kind) {
    try (RunningTalk running = new RunningTalk(kind.settings(), tickets)) {
      Started closed = withTicket(running);
      Started commented = withTicket(running);
      Started fine = withTicket(running);
      tickets.personChanges(ref(closed), Ticket.Status.CLOSED);
      tickets.personComments(ref(commented), "Sato", "hello", false);

      Report report = compare(running);

      awaitSaid(running, closed, "TicketChanged");
      awaitSaid(running, commented, "TicketCommented hello");
      assertThat(report.compared()).isEqualTo(3);
      assertThat(drifts(running, report))
          .containsExactlyInAnyOrder("closed-there", "commented-there");
      assertThat(running.said(fine)).noneMatch(words -> words.startsWith("TicketC"));

      tickets.personChanges(ref(closed), Ticket.Status.OPEN);
      assertThat(drifts(running, compare(running))).containsExactly("reopened-there");
      assertThat(compare(running).findings()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void ticketThatIsGone_isReportedAndTheOthersAreCompared(TestDatabases kind) {
    try (RunningTalk running = new RunningTalk(kind.settings(), tickets)) {
      Started gone = withTicket(running);
      withTicket(running);
      tickets.personDeletes(ref(gone));

      Report report = compare(running);

      assertThat(report.compared()).isEqualTo(1);
      assertThat(report.unreadable()).isEqualTo(1);
      assertThat(drifts(running, report)).containsExactly("missing-there");
      awaitSaid(running, gone, "TicketDeleted");
      assertThat(compare(running).findings()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void systemThatIsDown_isComparedLater_whereItStopped(TestDatabases kind) {
    try (RunningTalk running = new RunningTalk(kind.settings(), tickets)) {
      List<Started> talks = IntStream.range(0, 25).mapToObj(_ -> withTicket(running)).toList();
      talks.forEach(talk -> tickets.personComments(ref(talk), "Sato", "hello", false));
      tickets.failing(
          words -> {
            if (words.startsWith("read ") && tickets.reads() >= 10) {
              tickets.failing(null);
              throw new TicketSystemException(
                  Kind.BUSY, "maintenance", Duration.ofMillis(200), null);
            }
          });

      Report report = compare(running);

      assertThat(report.compared()).isEqualTo(25);
      assertThat(report.findings()).isEqualTo(25);
      talks.forEach(talk -> awaitSaid(running, talk, "TicketCommented hello"));
      assertThat(talks)
          .allSatisfy(
              talk -> assertThat(running.said(talk)).containsOnlyOnce("TicketCommented hello"));
    }
  }
}
