package annai.connectors.ticket;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Which ticket, in which system.
 *
 * @param system the system's name in the settings, such as "built-in" or "jira"
 * @param key what people call it, such as "MAIL-12"
 * @param url where agents see it; null when the system has no page for it
 */
public record TicketRef(String system, String key, @Nullable URI url) {}
