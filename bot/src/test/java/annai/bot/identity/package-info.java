@NullMarked
package annai.bot.identity;

import org.jspecify.annotations.NullMarked;
