/** The entry point, nothing else. */
@NullMarked
package annai.bot;

import org.jspecify.annotations.NullMarked;
