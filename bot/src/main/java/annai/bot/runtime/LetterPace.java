package annai.bot.runtime;

import annai.bot.store.LetterStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How often a customer gets mail: at most one letter in ten minutes, and ten in a day. */
final class LetterPace {

  private static final Duration APART = Duration.ofMinutes(10);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int A_DAY = 10;

  private LetterPace() {}

  /** From when on another one may go. */
  static Instant next(LetterStore letters, String conversation, Instant now) {
    List<Instant> written = letters.writtenAfter(conversation, now.minus(DAY));
    if (written.isEmpty()) {
      return now;
    }
    Instant apart = written.getLast().plus(APART);
    Instant full = written.size() < A_DAY ? now : written.get(written.size() - A_DAY).plus(DAY);
    Instant later = apart.isAfter(full) ? apart : full;
    return later.isAfter(now) ? later : now;
  }
}
