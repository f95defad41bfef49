/** Text in, {@link annai.bot.understanding.Meaning} out. */
@NullMarked
package annai.bot.understanding;

import org.jspecify.annotations.NullMarked;
