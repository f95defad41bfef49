package annai.bot.web.desk;

import annai.bot.desk.Passkeys.Site;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What passkeys are bound to: the host of annai.desk.url, or localhost where that is not set. A
 * request's own word on any other host is never taken. There are none for a host without https, nor
 * for one that is a number: browsers make none there.
 */
final class PasskeySites {

  private static final Pattern LOCAL = Pattern.compile("(.+\\.)?localhost");
  private static final Pattern NUMBER = Pattern.compile("[0-9.]+|.*:.*|\\[.*");

  private final @Nullable URI url;

  PasskeySites(DeskSettings settings) {
    this.url = settings.url().isEmpty() ? null : URI.create(settings.url());
  }

  /** Where this request's page is open; empty when passkeys can't be used there. */
  Optional<Site> of(HttpServletRequest request) {
    if (url != null) {
      return site(String.valueOf(url.getScheme()), String.valueOf(url.getHost()), url.getPort());
    }
    return LOCAL.matcher(request.getServerName()).matches()
        ? site(request.getScheme(), request.getServerName(), request.getServerPort())
        : Optional.empty();
  }

  private static Optional<Site> site(String scheme, String name, int port) {
    String host = name.toLowerCase(Locale.ROOT);
    boolean https = scheme.equals("https");
    boolean safe = https || LOCAL.matcher(host).matches();
    if (!safe || NUMBER.matcher(host).matches()) {
      return Optional.empty();
    }
    boolean usual = port < 0 || port == (https ? 443 : 80);
    return Optional.of(new Site(host, scheme + "://" + host + (usual ? "" : ":" + port)));
  }
}
