/** The staged probe: an SMTP dialogue of our own, one stage after the other. */
@NullMarked
package annai.connectors.probe.smtp;

import org.jspecify.annotations.NullMarked;
