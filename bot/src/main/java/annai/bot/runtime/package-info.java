/**
 * Runs what the conversation decides: one writer for each conversation, effects, timers, and the
 * outbox to the ticket system. Whatever it promises is in the database before it is done, and is
 * resumed after a crash.
 */
@NullMarked
package annai.bot.runtime;

import org.jspecify.annotations.NullMarked;
