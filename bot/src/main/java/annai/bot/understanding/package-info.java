/**
 * Text in, {@link annai.bot.understanding.Meaning} out.
 *
 * <p>Deterministic and pure: the same text in the same knowledge always means the same. Whatever is
 * read here was written by strangers; it is capped, cleaned and masked before anything else looks
 * at it.
 */
@NullMarked
package annai.bot.understanding;

import org.jspecify.annotations.NullMarked;
