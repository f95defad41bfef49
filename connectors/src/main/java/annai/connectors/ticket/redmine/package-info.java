/** Tickets in Redmine, by its REST API. */
@NullMarked
package annai.connectors.ticket.redmine;

import org.jspecify.annotations.NullMarked;
