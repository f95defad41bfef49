package annai.bot.store;

import static annai.bot.store.Database.utc;

import annai.bot.conversation.Timer;
import java.time.Instant;
import java.util.Optional;

/** The timers that run. The row is the truth; a worker's wake-up without its row is late. */
public final class TimerStore {

  private final Database database;

  public TimerStore(Database database) {
    this.database = database;
  }

  /**
   * Starts a timer, in the place of one that runs.
   *
   * @return the generation of the one that ran
   */
  public Optional<String> start(String conversation, Timer timer, String generation, Instant due) {
    Optional<String> ran = stop(conversation, timer);
    database
        .sql()
        .sql("insert into timers (conversation, name, generation, due_at) values (?, ?, ?, ?)")
        .params(conversation, timer.name(), generation, utc(due))
        .update();
    return ran;
  }

  /**
   * Stops a timer.
   *
   * @return its generation, if it ran
   */
  public Optional<String> stop(String conversation, Timer timer) {
    Optional<String> ran =
        database
            .sql()
            .sql("select generation from timers where conversation = ? and name = ?")
            .params(conversation, timer.name())
            .query(String.class)
            .optional();
    ran.ifPresent(generation -> take(conversation, timer, generation));
    return ran;
  }

  /** Takes a timer that has elapsed; false when it was stopped or started anew meanwhile. */
  public boolean take(String conversation, Timer timer, String generation) {
    return database
            .sql()
            .sql("delete from timers where conversation = ? and name = ? and generation = ?")
            .params(conversation, timer.name(), generation)
            .update()
        == 1;
  }
}
