/** What every ticket system is to Annai: the SPI. One package below for each system. */
@NullMarked
package annai.connectors.ticket;

import org.jspecify.annotations.NullMarked;
