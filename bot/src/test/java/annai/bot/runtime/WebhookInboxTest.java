package annai.bot.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import annai.bot.SignedHook;
import annai.bot.runtime.Conversations.Started;
import annai.bot.store.DatabaseSettings;
import annai.bot.store.ReceivedWebhook;
import annai.bot.store.ReceivedWebhook.Status;
import annai.bot.store.TestDatabases;
import annai.bot.webhooks.HookSource;
import annai.bot.webhooks.LinkSettings;
import annai.bot.webhooks.WebhookInbox;
import annai.bot.webhooks.WebhookInbox.Receipt;
import annai.bot.webhooks.Webhooks;
import annai.connectors.ticket.InMemoryTicketSystem;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketMarker;
import annai.connectors.ticket.TicketRef;
import annai.connectors.webhook.JiraHook;
import annai.connectors.webhook.JiraSignature;
import annai.connectors.webhook.WebhookSecrets;
import annai.connectors.webhook.WebhookVerifier.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

class WebhookInboxTest {

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnH2 extends OnDatabase {
    OnH2() {
      super(TestDatabases.H2);
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnPostgres extends OnDatabase {
    OnPostgres() {
      super(TestDatabases.POSTGRESQL);
    }
  }

  abstract static class OnDatabase {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OLD_SECRET = "spring";
    private static final String SECRET = "summer";
    private static final String US = "account-of-annai";

    private final AtomicLong timestamps =
        new AtomicLong(InstantSource.system().instant().toEpochMilli());
    private final InMemoryTicketSystem tickets = new InMemoryTicketSystem();
    private final SlowTicketSystem slow = new SlowTicketSystem(tickets);
    private final List<RunningTalk> nodes = new ArrayList<>();
    private final RunningTalk running;

    OnDatabase(TestDatabases kind) {
      DatabaseSettings settings = kind.settings();
      HookSource source =
          new HookSource(
              tickets.name(),
              new JiraSignature(
                  WebhookSecrets.ofText(List.of(SECRET, OLD_SECRET)),
                  Duration.ofHours(24),
                  InstantSource.system()),
              new JiraHook(),
              false,
              US::equals);
      Webhooks.Settings hooks =
          new Webhooks.Settings(List.of(source), List.of(), LinkSettings.NONE, Duration.ofDays(7));
      running = new RunningTalk(settings, slow, hooks);
      nodes.add(running);
      if (kind == TestDatabases.POSTGRESQL) {
        nodes.add(new RunningTalk(settings, slow, hooks));
      }
    }

    @AfterAll
    void close() {
      nodes.forEach(RunningTalk::close);
    }

    @AfterEach
    void heal() {
      slow.atOnce();
    }

    private Started withTicket() {
      Started talk = running.conversations.start(null);
      running.say(talk, "open", "open");
      awaitSaid(talk, "TicketOpened");
      return talk;
    }

    private TicketRef ref(Started talk) {
      return tickets.find(talk.id() + "/1").getFirst();
    }

    private void awaitSaid(Started talk, String words) {
      await().atMost(PATIENCE).until(() -> running.said(talk).contains(words));
    }

    private List<String> heard(Started talk) {
      return running.said(talk).stream().filter(words -> words.startsWith("Ticket")).toList();
    }

    private Receipt receive(RunningTalk node, SignedHook hook) {
      return node.runtime
          .webhooks()
          .inbox()
          .receive(tickets.name(), hook.headers()::get, hook.body());
    }

    private Receipt receive(SignedHook hook) {
      return receive(running, hook);
    }

    private SignedHook hook(String event, TicketRef ref, String author, String more) {
      return SignedHook.of(
          SECRET, SignedHook.jira(event, ref.key(), author, timestamps.incrementAndGet(), more));
    }

    private SignedHook commented(TicketRef ref) {
      return hook(
          "comment_created", ref, "sato", ", \"comment\": {\"id\": \"7\", \"jsdPublic\": true}");
    }

    private ReceivedWebhook awaitEnd(SignedHook hook) {
      return await()
          .atMost(PATIENCE)
          .until(
              () ->
                  running.runtime.webhooks().inbox().newest(1_000).stream()
                      .filter(one -> one.deliveryId().equals(hook.id()))
                      .filter(one -> one.status() != Status.PENDING)
                      .findFirst(),
              java.util.Optional::isPresent)
          .orElseThrow();
    }

    private void awaitQuiet(TicketRef ref) {
      await()
          .atMost(PATIENCE)
          .until(() -> running.stores.hints().find(ref.system(), ref.key()).isEmpty());
    }

    @Test
    void comment_toldTwiceByJira_isToldOnceAndItsBodyIsNotKept() {
      Started talk = withTicket();
      TicketRef ref = ref(talk);
      tickets.personComments(ref, "Sato", "hello", false);
      tickets.personComments(ref, "Sato", "for colleagues", true);
      SignedHook first = commented(ref);
      SignedHook second =
          hook(
              "jira:issue_updated",
              ref,
              "sato",
              ", \"comment\": {\"id\": \"7\", \"jsdPublic\": true}");

      assertThat(receive(first)).isInstanceOf(Receipt.Taken.class);
      assertThat(receive(second)).isInstanceOf(Receipt.Taken.class);
      awaitSaid(talk, "TicketCommented hello");
      ReceivedWebhook ended = awaitEnd(second);
      awaitEnd(first);
      awaitQuiet(ref);

      assertThat(heard(talk)).containsExactly("TicketOpened", "TicketCommented hello");
      assertThat(running.stores.webhookInbox().body(ended.id())).isEmpty();
    }

    /** How they are shown is the page's, which looks at the same rows in a browser. */
    @Test
    void comments_withMarkupToldByJira_reachTheChatLetterByLetter() throws IOException {
      Started talk = withTicket();
      TicketRef ref = ref(talk);
      List<String> payloads = payloads();
      payloads.forEach(text -> tickets.personComments(ref, "<img src=x onerror=1>", text, false));
      SignedHook hook = commented(ref);

      assertThat(receive(hook)).isInstanceOf(Receipt.Taken.class);
      awaitSaid(talk, "TicketCommented " + payloads.getLast());

      assertThat(payloads).hasSizeGreaterThanOrEqualTo(200);
      assertThat(heard(talk).stream().skip(1))
          .containsExactlyElementsOf(
              payloads.stream().map(text -> "TicketCommented " + text).toList());
    }

    private static List<String> payloads() throws IOException {
      try (InputStream file = WebhookInboxTest.class.getResourceAsStream("/xss/payloads.txt")) {
        return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .distinct()
            .toList();
      }
    }

    @Test
    void webhook_aHundredTimesInParallelOverAllNodes_hasOneEffect() throws Exception {
      Started talk = withTicket();
      TicketRef ref = ref(talk);
      tickets.personComments(ref, "Sato", "hello", false);
      SignedHook hook = commented(ref);
      List<Callable<Receipt>> deliveries = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        RunningTalk node = nodes.get(i % nodes.size());
        SignedHook sent = i % 3 == 0 ? hook.underAnotherId() : hook;
        deliveries.add(() -> receive(node, sent));
      }

      List<Receipt> receipts = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Receipt> receipt : threads.invokeAll(deliveries)) {
          receipts.add(receipt.get());
        }
      }
      awaitSaid(talk, "TicketCommented hello");
      awaitQuiet(ref);

      assertThat(receipts.stream().filter(Receipt.Taken.class::isInstance)).hasSize(1);
      assertThat(receipts.stream().filter(Receipt.Known.class::isInstance)).hasSize(99);
      assertThat(heard(talk)).containsExactly("TicketOpened", "TicketCommented hello");
    }

    @Test
    void webhook_changedOrUnsignedOrOld_isRejected() {
      Started talk = withTicket();
      SignedHook hook = commented(ref(talk));
      String old =
          SignedHook.jira(
              "jira:issue_updated",
              ref(talk).key(),
              "sato",
              Instant.ofEpochMilli(timestamps.get()).minus(Duration.ofHours(25)).toEpochMilli(),
              "");

      assertThat(receive(hook.tampered())).isEqualTo(new Receipt.Rejected(Reason.WRONG_SIGNATURE));
      assertThat(receive(SignedHook.of("winter", "{}")))
          .isEqualTo(new Receipt.Rejected(Reason.WRONG_SIGNATURE));
      assertThat(receive(SignedHook.of(SECRET, old))).isEqualTo(new Receipt.Rejected(Reason.STALE));
      assertThat(receive(SignedHook.of(OLD_SECRET, hook.text()))).isInstanceOf(Receipt.Taken.class);
    }

    @Test
    void ticket_heardOfBeforeOurOwnPostReturned_isConnectedOnce() {
      Started talk = running.conversations.start(null);
      slow.onOpened(
          ref -> {
            String marker = TicketMarker.of(talk.id() + "/1").token();
            String body =
                SignedHook.jira(
                        "jira:issue_created", ref.key(), US, timestamps.incrementAndGet(), "")
                    .replace("\"labels\": []", "\"labels\": [\"annai\", \"%s\"]".formatted(marker));
            receive(SignedHook.of(SECRET, body));
            awaitSaid(talk, "TicketOpened");
            return ref;
          });

      running.say(talk, "open", "open");
      awaitSaid(talk, "TicketOpened");
      awaitQuiet(ref(talk));
      await()
          .atMost(PATIENCE)
          .until(() -> running.stores.outbox().head(talk.id() + "/1").isEmpty());

      assertThat(heard(talk)).containsExactly("TicketOpened");
      assertThat(tickets.find(talk.id() + "/1")).hasSize(1);
    }

    @Test
    void events_outOfOrder_leaveWhatTheTicketSays() {
      Started talk = withTicket();
      TicketRef ref = ref(talk);
      SignedHook closed = hook("jira:issue_updated", ref, "sato", "");
      SignedHook reopened = hook("jira:issue_updated", ref, "sato", "");
      tickets.personChanges(ref, Ticket.Status.CLOSED);

      receive(reopened);
      awaitSaid(talk, "TicketChanged");
      receive(closed);
      awaitEnd(closed);
      awaitQuiet(ref);

      assertThat(heard(talk)).containsExactly("TicketOpened", "TicketChanged");
    }

    @Test
    void webhook_ofOurOwnAccount_isDropped() {
      Started talk = withTicket();
      TicketRef ref = ref(talk);
      int reads = tickets.reads();
      SignedHook own = hook("jira:issue_updated", ref, US, "");

      receive(own);

      assertThat(awaitEnd(own).status()).isEqualTo(Status.IGNORED);
      assertThat(running.stores.hints().find(ref.system(), ref.key())).isEmpty();
      assertThat(tickets.reads()).isEqualTo(reads);
    }

    @Test
    void webhook_thatCantBeRead_endsWithItsReasonAndIsKept() {
      SignedHook broken = SignedHook.of(SECRET, "{\"webhookEvent\": ");
      SignedHook other = SignedHook.of(SECRET, "{\"webhookEvent\": \"user_created\"}");

      receive(broken);
      receive(other);
      ReceivedWebhook failed = awaitEnd(broken);

      assertThat(failed.status()).isEqualTo(Status.FAILED);
      assertThat(failed.reason()).contains("JSON");
      assertThat(running.stores.webhookInbox().body(failed.id())).contains(broken.body());
      assertThat(awaitEnd(other).status()).isEqualTo(Status.IGNORED);
    }

    @Test
    void webhook_thatFailed_isReadAgainOnceWhenAsked() {
      SignedHook broken = SignedHook.of(SECRET, "{\"webhookEvent\": \"broken");
      WebhookInbox inbox = running.runtime.webhooks().inbox();
      receive(broken);
      ReceivedWebhook failed = awaitEnd(broken);
      assertThat(inbox.failed(1_000)).contains(failed);
      assertThat(inbox.countFailed()).isPositive();

      running
          .stores
          .database()
          .sql()
          .sql("update webhook_inbox set body = ? where id = ?")
          .params("{\"webhookEvent\": \"user_created\"}".getBytes(UTF_8), failed.id())
          .update();
      assertThat(inbox.replay(failed.id())).isTrue();

      assertThat(awaitEnd(broken).status()).isEqualTo(Status.IGNORED);
      assertThat(inbox.replay(failed.id())).isFalse();
      assertThat(inbox.failed(1_000)).extracting(ReceivedWebhook::id).doesNotContain(failed.id());
    }

    @Test
    void webhook_ofFiveMegabytes_isStoredWhole() {
      SignedHook large = SignedHook.of(SECRET, "{\"filler\": \"" + "語".repeat(1_700_000));

      receive(large);

      ReceivedWebhook failed = awaitEnd(large);
      assertThat(running.stores.webhookInbox().body(failed.id())).contains(large.body());
    }

    @Test
    void webhooks_afterTheirTime_areDeleted() {
      SignedHook broken = SignedHook.of(SECRET, "[" + timestamps.incrementAndGet());
      receive(broken);
      ReceivedWebhook failed = awaitEnd(broken);

      running.stores.webhookInbox().purge(failed.receivedAt());
      assertThat(running.stores.webhookInbox().find(failed.id())).isPresent();
      running.stores.webhookInbox().purge(failed.receivedAt().plusSeconds(1));

      assertThat(running.stores.webhookInbox().find(failed.id())).isEmpty();
    }
  }
}
