package annai.bot.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a transcript.
 *
 * @param body JSON
 * @param forCustomer false for what only agents see
 * @param onceKey unique within the conversation; null when the row may come again
 */
public record StoredMessage(
    long seq,
    Instant at,
    String from,
    String type,
    String body,
    boolean forCustomer,
    @Nullable String onceKey) {}
