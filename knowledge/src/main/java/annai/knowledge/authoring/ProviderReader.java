package annai.knowledge.authoring;

import annai.knowledge.Provider;
import annai.knowledge.Provider.Change;
import annai.knowledge.Provider.MailServer;
import annai.knowledge.Provider.Security;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code provider.yml}. */
final class ProviderReader {

  private static final Set<String> KEYS =
      Set.of("name", "account", "smtp", "imap", "pop", "user-name", "contact", "change");

  /** RFC 1123 section 2.1. */
  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{1,253}$)[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
              + "(\\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*");

  private static final int MAX_PORT = 65_535;

  private ProviderReader() {}

  static Provider read(Yaml file) {
    file.allowOnly(KEYS);
    Yaml contact = file.get("contact");
    return new Provider(
        TextReader.plain(file.require("name")),
        TextReader.plain(file.require("account")),
        server(file.require("smtp")),
        serverOrNull(file.get("imap")),
        serverOrNull(file.get("pop")),
        TextReader.plain(file.require("user-name")),
        contact.isPresent() ? TextReader.plain(contact) : null,
        change(file.require("change")));
  }

  private static @Nullable MailServer serverOrNull(Yaml place) {
    return place.isPresent() ? server(place) : null;
  }

  private static MailServer server(Yaml place) {
    place.allowOnly(Set.of("host", "port", "security"));
    return new MailServer(
        host(place.require("host")),
        port(place.require("port")),
        security(place.require("security")));
  }

  private static String host(Yaml place) {
    String host = TextReader.required(place);
    if (!host.isEmpty() && !HOST.matcher(host).matches()) {
      place.refuse(
          "'%s' is no host name; expected one such as mail.provider.example".formatted(host));
    }
    return host;
  }

  private static int port(Yaml place) {
    int port = place.number();
    if (place.isPresent() && (port < 1 || port > MAX_PORT)) {
      place.refuse(
          "'%s' is no port; expected a number from 1 to %d".formatted(place.text(), MAX_PORT));
    }
    return port;
  }

  private static Security security(Yaml place) {
    String id = TextReader.required(place);
    Security security = Security.ofId(id).orElse(null);
    if (security == null && !id.isEmpty()) {
      place.refuse(
          "'%s' is no security; expected one of %s"
              .formatted(id, Stream.of(Security.values()).map(Security::id).toList()));
    }
    return security == null ? Security.NONE : security;
  }

  private static Change change(Yaml place) {
    place.allowOnly(Set.of("date", "what", "why"));
    return new Change(
        TextReader.date(place.require("date")),
        TextReader.plain(place.require("what")),
        TextReader.plain(place.require("why")));
  }
}
