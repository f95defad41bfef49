/** What ticket systems with a REST API have in common: requests, failures, texts and settings. */
@NullMarked
package annai.connectors.ticket.rest;

import org.jspecify.annotations.NullMarked;
