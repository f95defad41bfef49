@NullMarked
package annai.bot.desk;

import org.jspecify.annotations.NullMarked;
