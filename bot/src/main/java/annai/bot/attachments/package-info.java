/**
 * The files that customers send: what is taken, what is taken out of them, and the links to them.
 */
@NullMarked
package annai.bot.attachments;

import org.jspecify.annotations.NullMarked;
