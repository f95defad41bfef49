@NullMarked
package annai.connectors.ticket.jira;

import org.jspecify.annotations.NullMarked;
