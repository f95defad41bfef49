/** Draws what a step touches on the customer's screen, from the data of the step alone. */
@NullMarked
package annai.bot.sketch;

import org.jspecify.annotations.NullMarked;
