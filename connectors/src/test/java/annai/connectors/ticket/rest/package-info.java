@NullMarked
package annai.connectors.ticket.rest;

import org.jspecify.annotations.NullMarked;
