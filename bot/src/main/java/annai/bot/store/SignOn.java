package annai.bot.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent's account at an OpenID Connect provider.
 *
 * @param login of the agent
 * @param issuer the provider
 * @param subject what the provider calls them; nobody else's, ever (OpenID Connect Core 1.0,
 *     section 2)
 * @param lastUsedAt null until they came in by it again
 */
public record SignOn(
    String login, String issuer, String subject, Instant boundAt, @Nullable Instant lastUsedAt) {}
