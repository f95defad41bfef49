/** Mail that goes out: what it is, who takes it, and what became of it. */
@NullMarked
package annai.connectors.mailout;

import org.jspecify.annotations.NullMarked;
