@NullMarked
package annai.connectors.mailout;

import org.jspecify.annotations.NullMarked;
