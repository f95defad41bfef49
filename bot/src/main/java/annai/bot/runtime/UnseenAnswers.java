package annai.bot.runtime;

import annai.bot.conversation.Conversation;
import annai.bot.store.LetterStore.Unseen;
import annai.bot.store.StoredMessage;
import annai.bot.store.Stores;
import annai.bot.wording.Correspondence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What people wrote and the customer, as far as anybody can tell, has not seen. */
final class UnseenAnswers {

  /**
   * A stream that was open before the answer may belong to a device that is gone already. After so
   * long, three heartbeats and more, it would have been noticed.
   */
  private static final Duration DOUBT = Duration.ofSeconds(50);

  private static final int READ = 500;

  /** An answer's row. */
  record Answer(long seq, Instant at, Correspondence.Answer words) {}

  private final Stores stores;

  UnseenAnswers(Stores stores) {
    this.stores = stores;
  }

  /** In order, without those that a letter holds that is sent. */
  List<Answer> of(Conversation conversation) {
    String id = conversation.id();
    Optional<Unseen> noted = stores.letters().unseen(id);
    if (noted.isEmpty()) {
      return List.of();
    }
    Unseen unseen = noted.get();
    long after = Math.max(unseen.afterSeq(), held(id));
    List<StoredMessage> rows = stores.messages().after(id, after, READ);
    long wrote =
        rows.stream()
            .filter(row -> row.from().equals("customer"))
            .mapToLong(StoredMessage::seq)
            .max()
            .orElse(0);
    return rows.stream()
        .filter(row -> row.seq() > wrote && !seen(row.at(), unseen))
        .flatMap(row -> answer(row).stream())
        .toList();
  }

  private long held(String conversation) {
    return stores
        .letters()
        .pending(conversation)
        .map(pending -> pending.afterSeq())
        .orElseGet(() -> stores.letters().lastSeq(conversation));
  }

  private static boolean seen(Instant at, Unseen unseen) {
    return isAfter(unseen.lastOpened(), at) || isAfter(unseen.lastOpen(), at.plus(DOUBT));
  }

  private static boolean isAfter(@Nullable Instant one, Instant other) {
    return one != null && one.isAfter(other);
  }

  /** Those of a letter. */
  List<Correspondence.Answer> between(String conversation, long afterSeq, long lastSeq) {
    return stores.messages().after(conversation, afterSeq, READ).stream()
        .filter(row -> row.seq() <= lastSeq)
        .flatMap(row -> answer(row).stream())
        .map(Answer::words)
        .toList();
  }

  /** A person's words have an author, at the desk and in the ticket. */
  private Optional<Answer> answer(StoredMessage row) {
    JsonNode body = stores.json().toBody(row.body());
    String author = body.path("author").asString("");
    String text = body.path("text").asString("");
    return author.isEmpty() || row.from().equals("customer")
        ? Optional.empty()
        : Optional.of(new Answer(row.seq(), row.at(), new Correspondence.Answer(author, text)));
  }
}
