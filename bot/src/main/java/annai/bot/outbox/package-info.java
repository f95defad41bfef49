/**
 * What reaches a ticket system, and when: the pace of requests, the breaker, the time that one call
 * may take. What is to be told stands in the database; who tells it is in the runtime.
 */
@NullMarked
package annai.bot.outbox;

import org.jspecify.annotations.NullMarked;
