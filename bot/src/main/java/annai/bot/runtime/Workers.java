package annai.bot.runtime;

import annai.bot.conversation.Event;
import annai.bot.conversation.Timer;
import annai.bot.store.Stores;
import annai.bot.webhooks.Webhooks;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Does what is on the {@link Agenda}, on this node. */
final class Workers implements AutoCloseable {

  private static final int THREADS = 64;
  private static final Duration POLLING = Duration.ofSeconds(1);

  /** A node that is gone is noticed after four missed heartbeats. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);

  private static final int MISSED_HEARTBEATS = 4;
  private static final Duration SHUTDOWN = Duration.ofSeconds(3);

  private final Stores stores;
  private final Turns turns;
  private final Outbox outbox;
  private final Completion completion;
  private final Scheduler scheduler;

  Workers(
      Stores stores,
      Turns turns,
      ProbeWorker probes,
      Outbox outbox,
      TicketPull pull,
      LinkOffers offers,
      Reconciliation reconciliation,
      Webhooks webhooks,
      LetterWorker letters,
      InstantSource clock) {
    this.stores = stores;
    this.turns = turns;
    this.outbox = outbox;
    this.completion = new Completion(stores.database());
    List<Task<?>> tasks = new ArrayList<>();
    tasks.add(task(Agenda.PROBE, probes::run));
    tasks.add(task(Agenda.TIMER, this::elapse));
    tasks.add(task(Agenda.DELIVERY, this::deliver));
    tasks.add(patientTask(Agenda.TICKET, outbox.worker()::run));
    tasks.add(patientTask(Agenda.TWINS, outbox.twins()::run));
    tasks.add(task(Agenda.TICKET_PULL, pull::run));
    tasks.add(task(Agenda.LINK_OFFER, offers::run));
    tasks.add(patientTask(Agenda.RECONCILE, reconciliation::run));
    tasks.add(patientTask(Agenda.LETTER, letters::run));
    webhooks.work().forEach((descriptor, work) -> tasks.add(task(descriptor, work)));
    this.scheduler =
        Scheduler.create(stores.database().transactional(), tasks)
            .serializer(new Agenda.Text())
            .clock(clock::instant)
            .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
            .executorService(
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("worker-", 0).factory()))
            .threads(THREADS)
            .pollingInterval(POLLING)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .shutdownMaxWait(SHUTDOWN)
            .build();
  }

  void start() {
    if (stores.database().embedded()) {
      // nobody else can have it: what a former process had begun is free
      stores
          .database()
          .sql()
          .sql(
              """
              update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null
              where picked
              """)
          .update();
    }
    outbox.worker().takeUp();
    scheduler.start();
  }

  /** There may be work at once. */
  void wake() {
    scheduler.triggerCheckForDueExecutions();
  }

  private Task<String> task(
      TaskDescriptor<String> descriptor,
      Function<TaskInstance<String>, CompletionHandler<String>> work) {
    return Tasks.custom(descriptor)
        .onFailure(completion::failed)
        .onDeadExecutionRevive()
        .execute((instance, _) -> work.apply(instance));
  }

  /** Work that is never given up: it stands in a table, and would be lost there. */
  private static Task<String> patientTask(
      TaskDescriptor<String> descriptor,
      Function<TaskInstance<String>, CompletionHandler<String>> work) {
    return Tasks.custom(descriptor)
        .onFailure(Completion::failedForNow)
        .onDeadExecutionRevive()
        .execute((instance, _) -> work.apply(instance));
  }

  private CompletionHandler<String> elapse(TaskInstance<String> instance) {
    String[] id = instance.getId().split("/", 3);
    Timer timer = Timer.valueOf(id[1]);
    return completion.of(
        () ->
            turns.take(
                id[0],
                turn -> {
                  if (stores.timers().take(id[0], timer, id[2])) {
                    turns.decide(turn, new Event.TimerElapsed(timer));
                  }
                  return true;
                }));
  }

  private CompletionHandler<String> deliver(TaskInstance<String> instance) {
    String conversation = instance.getId().substring(0, instance.getId().indexOf('/'));
    String alone = instance.getData();
    return completion.of(
        () ->
            turns.take(
                conversation,
                turn -> {
                  if (!alone.isEmpty()) {
                    turns.decide(turn, stores.json().toEvent(alone));
                  }
                  for (Event event : stores.deliveries().take(conversation)) {
                    turns.decide(turn, event);
                  }
                  return true;
                }));
  }

  @Override
  public void close() {
    scheduler.stop();
  }
}
