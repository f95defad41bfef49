package annai.bot.runtime;

import annai.bot.conversation.Timer;
import annai.bot.store.Database;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What is to be done later or elsewhere, noted in the transaction that decided it.
 *
 * <p>A note becomes work when that transaction commits, and survives the process.
 */
final class Agenda {

  static final TaskDescriptor<String> PROBE = TaskDescriptor.of("probe", String.class);
  static final TaskDescriptor<String> TIMER = TaskDescriptor.of("timer", String.class);
  static final TaskDescriptor<String> DELIVERY = TaskDescriptor.of("delivery", String.class);
  static final TaskDescriptor<String> TICKET = TaskDescriptor.of("ticket", String.class);
  static final TaskDescriptor<String> TICKET_PULL = TaskDescriptor.of("ticket-pull", String.class);
  static final TaskDescriptor<String> TWINS = TaskDescriptor.of("ticket-twins", String.class);
  static final TaskDescriptor<String> RECONCILE =
      TaskDescriptor.of("ticket-reconcile", String.class);
  static final TaskDescriptor<String> LETTER = TaskDescriptor.of("letter", String.class);
  static final TaskDescriptor<String> LINK_OFFER =
      TaskDescriptor.of("ticket-link-offer", String.class);

  private final Database database;
  private final SchedulerClient scheduler;
  private final AtomicReference<Runnable> worker = new AtomicReference<>(() -> {});

  Agenda(Database database) {
    this.database = database;
    this.scheduler =
        SchedulerClient.Builder.create(database.transactional()).serializer(new Text()).build();
  }

  /** Who is to be told at a commit that there is work to be done at once. */
  void wakes(Runnable worker) {
    this.worker.set(worker);
  }

  /** Work to be done at once. */
  void now(TaskDescriptor<String> task, String id, String data, Instant now) {
    at(task, id, data, now);
    wakeAfterCommit(task);
  }

  private void wakeAfterCommit(TaskDescriptor<String> task) {
    if (task.getTaskName().equals(TICKET.getTaskName()) && !database.embedded()) {
      PostgresNews.tellOfWork(database);
    }
    database.afterCommit(() -> worker.get().run());
  }

  /** Work to be done at an instant; nothing when it is noted already. */
  void at(TaskDescriptor<String> task, String id, String data, Instant when) {
    scheduler.scheduleIfNotExists(new TaskInstance<>(task.getTaskName(), id, data), when);
  }

  /**
   * Work to be done at once, also when it is noted for later. What is under way finds out by itself
   * that there is more to do.
   */
  void hasten(TaskDescriptor<String> task, String id, String data, Instant now) {
    var instance = new TaskInstance<>(task.getTaskName(), id, data);
    if (!scheduler.scheduleIfNotExists(instance, now)) {
      try {
        scheduler.reschedule(instance, now);
      } catch (TaskInstanceException e) {
        // under way, or just ended by whoever will look again
      }
    }
    wakeAfterCommit(task);
  }

  /** Strikes work out, if it hasn't begun. */
  void strike(TaskDescriptor<String> task, String id) {
    try {
      scheduler.cancel(task.instanceId(id));
    } catch (TaskInstanceException e) {
      // gone, or under way: whoever does it finds out that it is late
    }
  }

  /** Strikes out the timer's wake-up that belongs to no row any more. */
  void strikeTimer(String conversation, Timer timer, String generation) {
    strike(TIMER, timerId(conversation, timer, generation));
  }

  static String timerId(String conversation, Timer timer, String generation) {
    return conversation + "/" + timer.name() + "/" + generation;
  }

  /** Task data as UTF-8. */
  static final class Text implements Serializer {
    @Override
    public byte[] serialize(Object data) {
      return data.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] data) {
      return type.cast(new String(data, StandardCharsets.UTF_8));
    }
  }
}
