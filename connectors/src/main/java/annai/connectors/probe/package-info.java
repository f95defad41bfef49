/** Evidence on whether mail can be sent: what is asked, and what came back. */
@NullMarked
package annai.connectors.probe;

import org.jspecify.annotations.NullMarked;
