package annai.connectors.ticket.jira.fake;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Which of the two Jiras it is. */
public enum Flavour {
  /** v2, wiki text, a personal access token as bearer, {@code /search}. */
  DATA_CENTER("2"),
  /** v3, ADF, e-mail address and API token, {@code /search/jql}. */
  CLOUD("3");

  /** Whom Annai logs in as. */
  public static final String MAIL_ADDRESS = "annai@example.jp";

  /** The personal access token, or the API token. */
  public static final String TOKEN = "fake-token-0123456789";

  private final String version;

  Flavour(String version) {
    this.version = version;
  }

  String root() {
    return "/rest/api/" + version;
  }

  String authorization() {
    return switch (this) {
      case DATA_CENTER -> "Bearer " + TOKEN;
      case CLOUD ->
          "Basic "
              + Base64.getEncoder()
                  .encodeToString((MAIL_ADDRESS + ":" + TOKEN).getBytes(StandardCharsets.UTF_8));
    };
  }
}
