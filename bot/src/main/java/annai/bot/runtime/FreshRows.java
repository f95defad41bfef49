package annai.bot.runtime;

import annai.bot.store.StoredMessage;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rows that turns of this process have just committed, for the streams that wait for them.
 *
 * <p>The table stays the truth: whoever lacks an earlier row, comes with a right that was not there
 * at the commit, or wants what came later must ask it. A row never changes, so what is given out
 * here is what the table holds; who may see it was decided in the transaction that wrote it.
 */
final class FreshRows {

  private static final Duration KEPT = Duration.ofSeconds(10);
  private static final int MOST_CONVERSATIONS = 2_000;
  private static final int MOST_ROWS = 64;

  private final Cache<String, Tail> tails =
      Caffeine.newBuilder().maximumSize(MOST_CONVERSATIONS).expireAfterWrite(KEPT).build();

  /**
   * The end of a transcript, without a gap.
   *
   * @param rights the hashes of the tokens that held when the last of the rows was committed
   */
  private record Tail(List<StoredMessage> rows, Set<String> rights) {

    long first() {
      return rows.getFirst().seq();
    }

    long last() {
      return rows.getLast().seq();
    }

    /** Two turns may be told of in the other order than they were committed in. */
    Tail and(Tail other) {
      return last() < other.first() ? followedBy(other) : other.followedBy(this);
    }

    private Tail followedBy(Tail later) {
      boolean joins = last() + 1 == later.first() && rows.size() + later.rows.size() <= MOST_ROWS;
      return joins
          ? new Tail(Stream.concat(rows.stream(), later.rows.stream()).toList(), later.rights)
          : later;
    }
  }

  /** Takes up what a turn has committed; at least one row, in their order. */
  void committed(String conversation, List<StoredMessage> rows, Set<String> rights) {
    tails.asMap().merge(conversation, new Tail(List.copyOf(rows), rights), Tail::and);
  }

  /**
   * What the customer sees after a seq.
   *
   * @return empty where the table must be asked
   */
  Optional<List<StoredMessage>> after(String conversation, String tokenHash, long seq, int limit) {
    Tail tail = tails.getIfPresent(conversation);
    if (tail == null
        || seq < tail.first() - 1
        || seq >= tail.last()
        || !tail.rights.contains(tokenHash)) {
      return Optional.empty();
    }
    return Optional.of(
        tail.rows.stream()
            .filter(row -> row.seq() > seq && row.forCustomer())
            .limit(limit)
            .toList());
  }

  void forget(String conversation) {
    tails.invalidate(conversation);
  }
}
