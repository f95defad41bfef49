package annai.bot.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import annai.bot.attachments.AttachmentLimits;
import annai.bot.attachments.FileRefusedException;
import annai.bot.attachments.FileRefusedException.Reason;
import annai.bot.attachments.TakenFile;
import annai.bot.runtime.Conversations.Input;
import annai.bot.runtime.Conversations.Row;
import annai.bot.runtime.Conversations.Started;
import annai.bot.store.TestDatabases;
import annai.bot.understanding.Masking;
import annai.connectors.ticket.Attachment;
import annai.connectors.ticket.InMemoryTicketSystem;
import annai.connectors.ticket.TicketRef;
import annai.knowledge.Language;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

class AttachmentsTest {

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

    private final InMemoryTicketSystem tickets = new InMemoryTicketSystem();
    private final RunningTalk running;
    private final Attachments attachments;

    OnDatabase(TestDatabases kind) {
      running = new RunningTalk(kind.settings(), tickets, RunningTalk.shipped());
      attachments = running.runtime.attachments();
    }

    @AfterAll
    void close() {
      running.close();
    }

    private long send(Started talk, String messageId, String name, String text) {
      return attachments.take(talk.id(), messageId, text(name, text), AttachmentLimits.USUAL);
    }

    private static TakenFile text(String name, String text) {
      return TakenFile.of(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private long choose(Started talk, String choice) {
      return running.conversations.say(
          talk.id(), UUID.randomUUID().toString(), new Input.Choice(choice));
    }

    private List<Row> attached(Started talk) {
      return running.rows(talk).stream().filter(row -> row.type().equals("attachment")).toList();
    }

    private static String id(Row row) {
      return row.body().path("id").asString();
    }

    @Test
    void file_sentTwiceUnderOneId_isOneRowAndTheBotAnswersOnce() {
      Started talk = running.conversations.start(Language.EN);

      long seq = send(talk, "m1", "log.txt", "550");
      int rows = running.rows(talk).size();

      assertThat(send(talk, "m1", "log.txt", "550")).isEqualTo(seq);
      assertThat(running.rows(talk)).hasSize(rows);
      assertThat(running.said(talk)).anyMatch(words -> words.startsWith("I have the file."));
      assertThatExceptionOfType(InputRefusedException.class)
          .isThrownBy(() -> send(talk, "m1", "log.txt", "551"));
      assertThatExceptionOfType(InputRefusedException.class)
          .isThrownBy(() -> running.say(talk, "m1", "words"));
      assertThatExceptionOfType(UnknownConversationException.class)
          .isThrownBy(
              () ->
                  attachments.take("no-such-id", "m1", text("a.txt", "a"), AttachmentLimits.USUAL));
    }

    @Test
    void largeFile_kept_comesBackWholeByItsLinkOnly() {
      Started talk = running.conversations.start(Language.EN);
      Started other = running.conversations.start(Language.EN);
      byte[] large = new byte[3_000_000];
      new Random(3).nextBytes(large);
      byte[] pdf = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(pdf, 0, large, 0, pdf.length);
      attachments.take(talk.id(), "m1", TakenFile.of("a.pdf", large), AttachmentLimits.USUAL);
      String file = id(attached(talk).getFirst());

      FileLinks.Link link = attachments.link(talk.id(), file).orElseThrow();

      URI uri = URI.create(link.path());
      String[] query = uri.getQuery().split("[=&]", -1);
      long expires = Long.parseLong(query[1]);
      assertThat(uri.getPath()).isEqualTo("files/" + file);
      assertThat(Instant.ofEpochSecond(expires)).isEqualTo(link.expires());
      assertThat(Duration.between(running.now(), link.expires()))
          .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
      assertThat(attachments.open(file, expires, query[3]).orElseThrow().content())
          .isEqualTo(large);
      assertThat(attachments.open(file, expires + 1, query[3])).isEmpty();
      assertThat(attachments.open("other", expires, query[3])).isEmpty();
      assertThat(attachments.open(file, expires, "")).isEmpty();
      assertThat(attachments.link(other.id(), file)).isEmpty();
    }

    @Test
    void link_afterFiveMinutes_isNoLongerGood() {
      Instant issued = Instant.parse("2026-11-24T00:00:00Z");
      FileLinks.Link link = new FileLinks(running.stores, () -> issued).issue("f");
      String signature = link.path().replaceFirst(".*signature=", "");
      long expires = link.expires().getEpochSecond();

      assertThat(
              new FileLinks(running.stores, () -> issued.plusSeconds(299))
                  .isGood("f", expires, signature))
          .isTrue();
      assertThat(
              new FileLinks(running.stores, () -> issued.plusSeconds(300))
                  .isGood("f", expires, signature))
          .isFalse();
    }

    @Test
    void files_ofOneName_getNumbersAndMoreThanFitAreRefused() {
      Started talk = running.conversations.start(Language.EN);
      AttachmentLimits limits = new AttachmentLimits(10, 3, 12);
      attachments.take(talk.id(), "m1", text("a.txt", "one"), limits);
      attachments.take(talk.id(), "m2", text("A.txt", "two"), limits);

      assertRefused(Reason.TOO_MUCH, talk, text("b.txt", "1234567"), limits);
      attachments.take(talk.id(), "m3", text("a.txt", "three"), limits);
      assertRefused(Reason.TOO_MANY_FILES, talk, text("c.txt", "4"), limits);

      assertThat(attached(talk))
          .extracting(row -> row.body().path("name").asString())
          .containsExactly("a.txt", "A (2).txt", "a (3).txt");
    }

    private void assertRefused(
        Reason reason, Started talk, TakenFile file, AttachmentLimits limits) {
      assertThatExceptionOfType(FileRefusedException.class)
          .isThrownBy(() -> attachments.take(talk.id(), UUID.randomUUID().toString(), file, limits))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void ticket_openedLater_getsWhatCameBeforeAndAfterOnce() {
      Started talk = running.conversations.start(Language.EN);
      send(talk, "m1", "before.txt", "before");
      choose(talk, "person");
      choose(talk, "decline");
      await().atMost(PATIENCE).until(() -> running.conversations.view(talk.id()).ticket() != null);
      send(talk, "m2", "after.txt", "after");
      send(talk, "m2", "after.txt", "after");
      TicketRef ref = tickets.find(talk.id() + "/1").getFirst();

      await().atMost(PATIENCE).until(() -> tickets.attachments(ref).size() == 2);

      assertThat(tickets.attachments(ref))
          .extracting(Attachment::name)
          .containsExactly("before.txt", "after.txt");
      assertThat(new String(tickets.attachments(ref).getLast().content(), StandardCharsets.UTF_8))
          .isEqualTo("after");
    }

    @Test
    void file_sentToAnAgent_isForwardedWithoutAWordOfTheBot() {
      Started talk = running.conversations.start(Language.EN);
      running.runtime.agentConversations().claim(talk.id(), "Mori", 0);
      int said = running.said(talk).size();

      send(talk, "m1", "a.txt", "x");

      assertThat(running.said(talk)).hasSize(said);
      assertThat(running.runtime.agentConversations().rows(talk.id(), 0, 100))
          .extracting(row -> row.row().type())
          .endsWith("attachment", "forward");
    }

    @Test
    void conversation_erased_isGoneWithItsFilesAndRating() {
      Started talk = running.conversations.start(Language.EN);
      send(talk, "m1", "a.txt", "x");
      String file = id(attached(talk).getFirst());
      choose(talk, "works-now");
      running.conversations.say(talk.id(), "r1", new Input.Rating(2, null));

      running.conversations.erase(talk.id());

      assertThat(running.stores.attachments().find(file)).isEmpty();
      assertThat(running.stores.attachments().content(file)).isEmpty();
      assertThat(running.stores.ratings().find(talk.id(), 1)).isEmpty();
    }

    @Test
    void rating_givenAndChanged_isTheNewestOfTheEpisode() {
      Started talk = running.conversations.start(Language.EN);
      running.conversations.say(talk.id(), "r0", new Input.Rating(1, null));
      assertThat(running.stores.ratings().find(talk.id(), 1)).isEmpty();
      choose(talk, "works-now");

      running.conversations.say(talk.id(), "r1", new Input.Rating(2, null));
      long seq =
          running.conversations.say(
              talk.id(), "r2", new Input.Rating(5, Masking.mask("Thank you")));

      var kept = running.stores.ratings().find(talk.id(), 1).orElseThrow();
      assertThat(kept.score()).isEqualTo(5);
      assertThat(kept.words()).isEqualTo("Thank you");
      assertThat(running.conversations.rows(talk.id(), seq - 1, 1).getFirst().type())
          .isEqualTo("rating");
      assertThat(
              running.rows(talk).stream()
                  .filter(row -> row.from().equals("bot") && row.type().equals("rating")))
          .as("the question, once")
          .hasSize(1);
    }
  }
}
