package annai.bot.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.store.StoredMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FreshRowsTest {

  private static final Set<String> MINE = Set.of("mine");

  private final FreshRows fresh = new FreshRows();

  @Test
  void rows_afterTheSeqThatIsKnown_areThoseOfTheTurn() {
    fresh.committed("c", rows(4, 6), MINE);

    assertThat(after("mine", 3)).contains(List.of(4L, 5L, 6L));
    assertThat(after("mine", 5)).contains(List.of(6L));
  }

  @Test
  void rows_whereAnEarlierOneLacksOrALaterOneMayBe_areTheTables() {
    fresh.committed("c", rows(4, 6), MINE);

    assertThat(after("mine", 2)).isEmpty();
    assertThat(after("mine", 6)).isEmpty();
    assertThat(fresh.after("other", "mine", 3, 100)).isEmpty();
  }

  @Test
  void turns_thatFollow_areOneTail() {
    fresh.committed("c", rows(4, 5), MINE);
    fresh.committed("c", rows(6, 7), MINE);

    assertThat(after("mine", 3)).contains(List.of(4L, 5L, 6L, 7L));
  }

  @Test
  void turns_toldOfInTheOtherOrder_areOneTailWithTheLaterRights() {
    fresh.committed("c", rows(6, 7), Set.of("next"));
    fresh.committed("c", rows(4, 5), MINE);

    assertThat(after("next", 3)).contains(List.of(4L, 5L, 6L, 7L));
    assertThat(after("mine", 3)).isEmpty();
  }

  @Test
  void turns_withOneOfAnotherProcessBetweenThem_areNotJoined() {
    fresh.committed("c", rows(4, 5), MINE);
    fresh.committed("c", rows(8, 8), MINE);

    assertThat(after("mine", 3)).isEmpty();
    assertThat(after("mine", 7)).contains(List.of(8L));
  }

  @Test
  void right_thatEndedWithTheTurn_seesNothingOfIt() {
    fresh.committed("c", rows(4, 5), MINE);
    fresh.committed("c", rows(6, 6), Set.of("next"));

    assertThat(after("mine", 5)).isEmpty();
    assertThat(after("next", 5)).contains(List.of(6L));
  }

  @Test
  void rowsForAgents_areLeftOut() {
    fresh.committed("c", List.of(row(4, true), row(5, false), row(6, true)), MINE);

    assertThat(after("mine", 3)).contains(List.of(4L, 6L));
  }

  @Test
  void longTail_keepsTheNewestTurn() {
    for (long seq = 1; seq <= 200; seq++) {
      fresh.committed("c", rows(seq, seq), MINE);
    }

    assertThat(after("mine", 199)).contains(List.of(200L));
    assertThat(after("mine", 1)).isEmpty();
  }

  @Test
  void erasedConversation_isForgotten() {
    fresh.committed("c", rows(4, 6), MINE);
    fresh.forget("c");

    assertThat(after("mine", 3)).isEmpty();
  }

  private Optional<List<Long>> after(String tokenHash, long seq) {
    return fresh
        .after("c", tokenHash, seq, 100)
        .map(rows -> rows.stream().map(StoredMessage::seq).toList());
  }

  private static List<StoredMessage> rows(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(seq -> row(seq, true)).toList();
  }

  private static StoredMessage row(long seq, boolean forCustomer) {
    return new StoredMessage(seq, Instant.EPOCH, "bot", "text", "{}", forCustomer, null);
  }
}
