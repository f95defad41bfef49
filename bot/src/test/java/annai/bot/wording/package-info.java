/** Tests of the wording. */
@NullMarked
package annai.bot.wording;

import org.jspecify.annotations.NullMarked;
