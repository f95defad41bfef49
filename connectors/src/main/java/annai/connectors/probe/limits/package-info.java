/** What keeps probes from being too many: results that are shared, and a budget of logins. */
@NullMarked
package annai.connectors.probe.limits;

import org.jspecify.annotations.NullMarked;
