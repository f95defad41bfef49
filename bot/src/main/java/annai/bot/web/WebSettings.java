package annai.bot.web;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the pages and the API meet the outside, {@code annai.web.*}.
 *
 * @param url where customers reach Annai, such as {@code https://help.example.net}; empty when it
 *     isn't known
 * @param frameAncestors the sites that may show the chat page in a frame, such as {@code
 *     https://www.example.com}; none by default
 * @param startsPerMinute how many conversations one address may begin in a minute: as many as a
 *     whole carrier behind one address does; addresses of this machine are not counted
 * @param messagesPerMinute how many messages one conversation may send in a minute
 */
@ConfigurationProperties("annai.web")
public record WebSettings(
    @DefaultValue("") String url,
    @DefaultValue List<String> frameAncestors,
    @DefaultValue("240") int startsPerMinute,
    @DefaultValue("60") int messagesPerMinute) {

  public WebSettings {
    url = url.strip().replaceAll("/+$", "");
    if (!url.isEmpty() && !url.matches("https?://[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._~/-]*)?")) {
      throw new IllegalArgumentException(
          "annai.web.url: '%s' is no address, expected such as https://help.example.net"
              .formatted(url));
    }
    frameAncestors = List.copyOf(frameAncestors);
    for (String site : frameAncestors) {
      if (!site.matches("https?://[A-Za-z0-9.*:-]+")) {
        throw new IllegalArgumentException(
            "annai.web.frame-ancestors: '%s' is no site, expected such as https://www.example.com"
                .formatted(site));
      }
    }
    if (startsPerMinute < 1 || messagesPerMinute < 1) {
      throw new IllegalArgumentException(
          "annai.web.starts-per-minute (%d) and messages-per-minute (%d) must be at least 1"
              .formatted(startsPerMinute, messagesPerMinute));
    }
  }

  /** Where customers reach the chat page; empty when it isn't known. */
  public Optional<URI> chat() {
    return url.isEmpty() ? Optional.empty() : Optional.of(URI.create(url + "/chat"));
  }
}
