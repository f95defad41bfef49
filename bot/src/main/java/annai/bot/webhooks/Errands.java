package annai.bot.webhooks;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Instant;

/** Notes work for later in the transaction that runs; it survives the process. */
@FunctionalInterface
public interface Errands {

  /** Nothing when the same is noted already. */
  void note(TaskDescriptor<String> task, String id, Instant when);
}
