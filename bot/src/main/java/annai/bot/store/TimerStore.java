package annai.bot.store;

import static annai.bot.store.Database.utc;

import annai.bot.conversation.Timer;
import java.time.Instant;

/** The timers that run. The row is the truth; a worker's wake-up without its row is late. */
public final class TimerStore {

  private final Database database;

  public TimerStore(Database database) {
    this.database = database;
  }

  /** Starts a timer, in the place of one that runs. */
  public void start(String conversation, Timer timer, String generation, Instant due) {
    int replaced =
        database
            .sql()
            .sql("update timers set generation = ?, due_at = ? where conversation = ? and name = ?")
            .params(generation, utc(due), conversation, timer.name())
            .update();
    if (replaced == 0) {
      database
          .sql()
          .sql("insert into timers (conversation, name, generation, due_at) values (?, ?, ?, ?)")
          .params(conversation, timer.name(), generation, utc(due))
          .update();
    }
  }

  /** Stops a timer; false when it didn't run. */
  public boolean stop(String conversation, Timer timer) {
    return database
            .sql()
            .sql("delete from timers where conversation = ? and name = ?")
            .params(conversation, timer.name())
            .update()
        == 1;
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
