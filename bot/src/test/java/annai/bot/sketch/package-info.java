@NullMarked
package annai.bot.sketch;

import org.jspecify.annotations.NullMarked;
