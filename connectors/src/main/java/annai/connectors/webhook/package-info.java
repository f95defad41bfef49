/** Webhooks: verifying what comes in, reading what it hints at, signing what goes out. */
@NullMarked
package annai.connectors.webhook;

import org.jspecify.annotations.NullMarked;
