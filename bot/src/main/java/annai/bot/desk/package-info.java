/** The agents' side. The built-in ticket system needs nothing else installed. */
@NullMarked
package annai.bot.desk;

import org.jspecify.annotations.NullMarked;
