@NullMarked
package annai.bot;

import org.jspecify.annotations.NullMarked;
