/**
 * Webhooks in both directions: an inbox that each is taken from once, an outbox for subscribers,
 * and the links that lead from a ticket to the chat.
 */
@NullMarked
package annai.bot.webhooks;

import org.jspecify.annotations.NullMarked;
