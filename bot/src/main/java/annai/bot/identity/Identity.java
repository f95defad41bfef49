package annai.bot.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who a customer is, as the site has signed it.
 *
 * @param externalId the site's own id of the customer, the token's {@code sub}
 * @param once names the token among all that were ever signed; a hash in hex
 * @param expires when the token could no longer be used anyway
 */
public record Identity(
    String externalId,
    @Nullable String name,
    @Nullable String mailAddress,
    String once,
    Instant expires) {

  @Override
  public String toString() {
    return "Identity[***]";
  }
}
