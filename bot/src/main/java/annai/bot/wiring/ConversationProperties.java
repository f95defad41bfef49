package annai.bot.wiring;

import annai.bot.conversation.Timings;
import annai.knowledge.Language;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the bot talks, and how long it waits; see {@link Timings}.
 *
 * @param language where the site does not say the customer's
 * @param staffLanguage in which tickets are written
 */
@ConfigurationProperties(prefix = "annai.conversation", ignoreUnknownFields = false)
public record ConversationProperties(
    @DefaultValue("ja") Language language,
    @DefaultValue("ja") Language staffLanguage,
    @DefaultValue("10m") Duration silence,
    @DefaultValue("3m") Duration testMail,
    @DefaultValue("5m") Duration probeAgain,
    @DefaultValue("3d") Duration watch,
    @DefaultValue("5m") Duration agent,
    @DefaultValue("7d") Duration abandoned) {

  Timings timings() {
    return new Timings(silence, testMail, probeAgain, watch, agent, abandoned);
  }
}
