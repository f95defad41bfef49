/** Jira as a ticket system: Data Center by its API of version 2, Cloud by that of version 3. */
@NullMarked
package annai.connectors.ticket.jira;

import org.jspecify.annotations.NullMarked;
