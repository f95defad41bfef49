package annai.bot.wording;

import java.time.Duration;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Whether people are there to take a conversation over, as customers are told. */
public interface Staffing {

  /** For where nothing is known of it. */
  Staffing UNKNOWN = () -> new Presence.Open(null);

  /** As it is now. */
  Presence now();

  /** Whether people are there. */
  sealed interface Presence {

    /**
     * They are, or it isn't known that they aren't.
     *
     * @param usualWait how long most customers waited lately; null when too few did
     */
    record Open(@Nullable Duration usualWait) implements Presence {}

    /**
     * They aren't.
     *
     * @param opens when they will be, in the provider's time zone; null when no opening is known
     */
    record Closed(@Nullable ZonedDateTime opens) implements Presence {}
  }
}
