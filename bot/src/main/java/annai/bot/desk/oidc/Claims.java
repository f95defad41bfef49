package annai.bot.desk.oidc;

import annai.bot.desk.oidc.SignOnRules.Requirement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the provider says of somebody, verified.
 *
 * @param subject theirs for ever, at that issuer
 */
record Claims(String issuer, String subject, Map<String, Object> values) {

  private static final String EMAIL = "email";

  /** These, and of the others what these do not say. */
  Claims and(Map<String, Object> others) {
    Map<String, Object> all = new HashMap<>(others);
    all.putAll(values);
    return new Claims(issuer, subject, all);
  }

  /**
   * What names the account. An e-mail address that the provider did not verify, anybody may have
   * claimed.
   */
  Optional<String> account(String claim) {
    boolean counts = !claim.equals(EMAIL) || "true".equals(String.valueOf(value("email_verified")));
    return counts ? text(claim) : Optional.empty();
  }

  Optional<String> text(String claim) {
    return value(claim) instanceof String text && !text.isBlank()
        ? Optional.of(text.strip())
        : Optional.empty();
  }

  boolean meet(Requirement requirement) {
    return switch (value(requirement.claim())) {
      case null -> false;
      case Collection<?> many ->
          many.stream().map(String::valueOf).anyMatch(requirement.value()::equals);
      case Object one -> String.valueOf(one).equals(requirement.value());
    };
  }

  boolean have(String claim) {
    return value(claim) != null;
  }

  /** A claim by its name, else by its path: names may hold dots, too. */
  private @Nullable Object value(String claim) {
    Object direct = values.get(claim);
    if (direct != null) {
      return direct;
    }
    Object there = values;
    for (String step : claim.split("\\.", -1)) {
      there = there instanceof Map<?, ?> object ? object.get(step) : null;
    }
    return there;
  }

  @Override
  public String toString() {
    return "Claims[" + issuer + ", " + subject + "]";
  }
}
