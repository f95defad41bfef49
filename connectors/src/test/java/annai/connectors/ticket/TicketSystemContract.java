package annai.connectors.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import annai.connectors.ticket.TicketSystem.Audience;
import annai.connectors.ticket.TicketSystem.Capability;
import annai.connectors.ticket.TicketSystemException.Kind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every ticket system keeps to. */
public interface TicketSystemContract {

  /** The system under test, the same for every call within a test. */
  TicketSystem system();

  private static TicketDraft draft(String key) {
    return new TicketDraft(
        key,
        TicketDraft.Kind.REQUEST,
        TicketDraft.Priority.P3,
        "送信できない",
        "first line\nsecond line",
        new TicketDraft.Requester("山田 太郎", "taro@example.jp"));
  }

  private static String key() {
    return UUID.randomUUID() + "/1";
  }

  @Test
  default void draft_opened_isReadAsItWasWritten() {
    TicketRef ref = system().open(draft(key()));

    Ticket ticket = system().read(ref);

    assertThat(ref.system()).isEqualTo(system().name());
    assertThat(ticket.ref().key()).isEqualTo(ref.key());
    assertThat(ticket.summary()).isEqualTo("送信できない");
    assertThat(ticket.description()).isEqualTo("first line\nsecond line");
    assertThat(ticket.requester().mailAddress()).isEqualTo("taro@example.jp");
    assertThat(ticket.status()).isEqualTo(Ticket.Status.OPEN);
    assertThat(ticket.comments()).isEmpty();
  }

  @Test
  default void sameKey_openedTwice_isOneTicket() {
    TicketDraft draft = draft(key());

    assertThat(system().open(draft).key()).isEqualTo(system().open(draft).key());
    assertThat(system().open(draft(key())).key()).isNotEqualTo(system().open(draft).key());
  }

  @Test
  default void sameKey_openedByManyAtOnce_isOneTicket() throws Exception {
    TicketDraft draft = draft(key());
    List<Callable<String>> opens = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      opens.add(() -> system().open(draft).key());
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<String> keys = new ArrayList<>();
      for (Future<String> future : threads.invokeAll(opens)) {
        keys.add(future.get());
      }
      assertThat(keys).hasSize(12).containsOnly(keys.getFirst());
    }
  }

  @Test
  default void unknownTicket_readOrChanged_isNotFoundAndNamed() {
    TicketRef unknown = new TicketRef(system().name(), "MAIL-987654321", null);

    for (Runnable call :
        List.<Runnable>of(
            () -> system().read(unknown),
            () -> system().comment(unknown, "k", "text", Audience.PUBLIC),
            () -> system().close(unknown, "k", "text"))) {
      assertThatExceptionOfType(TicketSystemException.class)
          .isThrownBy(call::run)
          .withMessageContaining("MAIL-987654321")
          .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND))
          .satisfies(e -> assertThat(e.retryable()).isFalse());
    }
  }

  @Test
  default void comments_repeatedByKey_standOnceAndInOrder() {
    TicketRef ref = system().open(draft(key()));

    for (String key : List.of("c1", "c2", "c1", "c3", "c2")) {
      system().comment(ref, key, "comment " + key, Audience.PUBLIC);
    }

    assertThat(system().read(ref).comments())
        .extracting(Ticket.Comment::text)
        .containsExactly("comment c1", "comment c2", "comment c3");
  }

  @Test
  default void internalComment_whereSupported_isMarked() {
    assumeTrue(system().capabilities().contains(Capability.INTERNAL_COMMENTS), "no internal ones");
    TicketRef ref = system().open(draft(key()));

    system().comment(ref, "c1", "for agents", Audience.INTERNAL);

    assertThat(system().read(ref).comments()).singleElement().matches(Ticket.Comment::internal);
  }

  @Test
  default void internalComment_whereNotSupported_isRefusedInOneWording() {
    assumeTrue(
        !system().capabilities().contains(Capability.INTERNAL_COMMENTS), "has internal ones");
    TicketRef ref = system().open(draft(key()));

    assertUnsupported(() -> system().comment(ref, "c1", "for agents", Audience.INTERNAL));
  }

  @Test
  default void longTextAndEmojiAndFullWidth_commented_surviveWhole() {
    TicketRef ref = system().open(draft(key()));
    String text = "全角ＡＢＣ 🙇‍♀️ <b>&amp;</b> ' -- \\ " + "あ".repeat(19_960);

    system().comment(ref, "c1", text, Audience.PUBLIC);

    assertThat(system().read(ref).comments())
        .singleElement()
        .extracting(Ticket.Comment::text)
        .isEqualTo(text);
  }

  @Test
  default void ticket_closedTwiceByKey_isClosedWithOneResolution() {
    TicketRef ref = system().open(draft(key()));

    system().close(ref, "close-1", "proven");
    system().close(ref, "close-1", "proven");

    Ticket ticket = system().read(ref);
    assertThat(ticket.status()).isEqualTo(Ticket.Status.CLOSED);
    assertThat(ticket.comments()).extracting(Ticket.Comment::text).containsExactly("proven");
  }

  @Test
  default void closedTicket_reopened_isOpenAgainAndALateRepeatedCloseChangesNothing() {
    TicketRef ref = system().open(draft(key()));
    system().close(ref, "close-1", "proven");
    if (!system().capabilities().contains(Capability.REOPEN)) {
      assertUnsupported(() -> system().reopen(ref, "reopen-1", "relapse"));
      return;
    }

    system().reopen(ref, "reopen-1", "relapse");
    system().reopen(ref, "reopen-1", "relapse");
    system().close(ref, "close-1", "proven");

    Ticket ticket = system().read(ref);
    assertThat(ticket.status()).isEqualTo(Ticket.Status.OPEN);
    assertThat(ticket.comments())
        .extracting(Ticket.Comment::text)
        .containsExactly("proven", "relapse");
  }

  @Test
  default void ticketsOfAKey_looked_areFoundOnceSettledAndNoOthers() {
    TicketDraft draft = draft(key());
    TicketRef ref = system().open(draft);
    system().open(draft(key()));

    await()
        .atMost(system().settling().plusSeconds(5))
        .untilAsserted(
            () ->
                assertThat(system().find(draft.key()))
                    .extracting(TicketRef::key)
                    .containsExactly(ref.key()));
    assertThat(system().find(key())).isEmpty();
  }

  @Test
  default void twin_merged_isClosedAndBothNameEachOther() {
    TicketRef first = system().open(draft(key()));
    TicketRef twin = system().open(draft(key()));

    system().merge(twin, first);
    system().merge(twin, first);

    assertThat(system().read(twin).status()).isEqualTo(Ticket.Status.CLOSED);
    assertThat(system().read(first).status()).isEqualTo(Ticket.Status.OPEN);
    assertThat(system().read(twin).comments())
        .singleElement()
        .satisfies(comment -> assertThat(comment.text()).contains(first.key()));
    assertThat(system().read(first).comments())
        .singleElement()
        .satisfies(comment -> assertThat(comment.text()).contains(twin.key()));
  }

  @Test
  default void file_attachedTwice_isAcceptedWhereSupported() {
    TicketRef ref = system().open(draft(key()));
    Attachment file =
        new Attachment(
            "会話 1.txt", "text/plain; charset=utf-8", "こんにちは".getBytes(StandardCharsets.UTF_8));
    if (!system().capabilities().contains(Capability.ATTACHMENTS)) {
      assertUnsupported(() -> system().attach(ref, file));
      return;
    }

    system().attach(ref, file);
    system().attach(ref, file);

    assertThat(attachments(ref)).containsExactly(file.name());
  }

  /** The names of a ticket's files, read past the SPI. */
  List<String> attachments(TicketRef ref);

  @Test
  default void page_linkedTwice_isOneLinkWhereSupported() {
    TicketRef ref = system().open(draft(key()));
    URI page = URI.create("https://desk.example/desk#c/" + UUID.randomUUID());
    if (!system().capabilities().contains(Capability.LINKS)) {
      assertUnsupported(() -> system().link(ref, page, "Conversation"));
      return;
    }

    system().link(ref, page, "Conversation");
    system().link(ref, page, "Conversation");

    assertThat(links(ref)).containsExactly(page);
  }

  /** The pages that a ticket leads to, read past the SPI. */
  List<URI> links(TicketRef ref);

  @Test
  default void ticket_changedByUs_hasANewVersionAndCommentsOfOurs() {
    TicketRef ref = system().open(draft(key()));
    Ticket before = system().read(ref);

    system().comment(ref, "c1", "ours", Audience.PUBLIC);

    Ticket after = system().read(ref);
    assertThat(after.version()).isAfterOrEqualTo(before.version());
    assertThat(after.comments()).singleElement().matches(Ticket.Comment::ours);
    assertThat(after.comments().getFirst().id()).isNotBlank();
  }

  @Test
  default void healthySystem_checked_returnsNormally() {
    system().check();
  }

  private static void assertUnsupported(Runnable call) {
    assertThatExceptionOfType(TicketSystemException.class)
        .isThrownBy(call::run)
        .withMessageMatching("'.+' does not support .+")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED));
  }
}
