@NullMarked
package annai.bot.web.desk;

import org.jspecify.annotations.NullMarked;
