/** Puts the application together: the only package that names implementations. */
@NullMarked
package annai.bot.wiring;

import org.jspecify.annotations.NullMarked;
