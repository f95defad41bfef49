@NullMarked
package annai.connectors.ticket.redmine;

import org.jspecify.annotations.NullMarked;
