package annai.bot.wiring;

import annai.bot.conversation.TicketPolicy;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Which ticket system, and when a ticket is opened. */
@ConfigurationProperties(prefix = "annai.tickets", ignoreUnknownFields = false)
public record TicketProperties(
    @DefaultValue("built-in") String system, @DefaultValue("on-failure") TicketPolicy open) {}
