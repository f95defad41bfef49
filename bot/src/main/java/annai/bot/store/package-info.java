/**
 * The database: conversations, messages, revisions, tickets and their outbox. The only place that
 * knows SQL or binds JSON to the nouns of the conversation.
 */
@NullMarked
package annai.bot.store;

import org.jspecify.annotations.NullMarked;
