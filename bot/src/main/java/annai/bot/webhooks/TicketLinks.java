package annai.bot.webhooks;

import annai.bot.store.InstallationKey;
import annai.bot.store.Stores;
import annai.connectors.ticket.TicketRef;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Signed links by which a customer gets from a ticket that began elsewhere into the chat.
 *
 * <p>A link holds the ticket, when it was made and until when it is good, under an HMAC-SHA256 with
 * a key of this installation. Whoever has it may begin a conversation with that ticket, and nothing
 * else: it opens no conversation that is there.
 */
public final class TicketLinks {

  /** How long a link is good, unless the settings say else. */
  public static final Duration USUAL_VALIDITY = Duration.ofDays(14);

  /** What a link turns out to be. */
  public sealed interface Reading {

    /**
     * One of ours, and still good.
     *
     * @param link its own id
     */
    record Good(String link, TicketRef ticket) implements Reading {}

    /** One of ours that was good for a while. */
    record Expired() implements Reading {}

    /** Not one of ours, or a part of it is missing. */
    record Unreadable() implements Reading {}
  }

  private static final String VERSION = "1";
  private static final String PURPOSE = "annai ticket link ";
  private static final String KEY = "ticket-link-key";
  private static final int ID_BYTES = 12;
  private static final Pattern FORM =
      Pattern.compile("(?<payload>1\\.[A-Za-z0-9_-]{1,600})\\.(?<mac>[A-Za-z0-9_-]{43})");

  private final Stores stores;
  private final Duration validity;
  private final @Nullable URI chat;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final InstallationKey key;

  /**
   * @param chat where customers reach the chat page; null when nobody has said
   */
  public TicketLinks(Stores stores, Duration validity, @Nullable URI chat, InstantSource clock) {
    this.stores = stores;
    this.validity = validity;
    this.chat = chat;
    this.clock = clock;
    this.key = new InstallationKey(stores.conversations(), KEY);
  }

  /** A new link's value, as the API takes it. */
  public String issue(TicketRef ticket) {
    Instant now = clock.instant();
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    Map<String, Object> content = new TreeMap<>();
    content.put("s", ticket.system());
    content.put("k", ticket.key());
    content.put("i", now.getEpochSecond());
    content.put("e", now.plus(validity).getEpochSecond());
    content.put("n", encoded(id));
    byte[] json = stores.json().ofBody(content).getBytes(StandardCharsets.UTF_8);
    String payload = VERSION + "." + encoded(json);
    return payload + "." + key.mac(PURPOSE + payload);
  }

  /** A new link's address for the customer; empty when nobody has said where the chat is. */
  public Optional<URI> address(TicketRef ticket) {
    URI page = chat;
    return page == null ? Optional.empty() : Optional.of(URI.create(page + "#t=" + issue(ticket)));
  }

  /** Reads a link of whoever. */
  public Reading read(String value) {
    Matcher form = FORM.matcher(value);
    if (!form.matches()
        || !MessageDigest.isEqual(
            key.mac(PURPOSE + form.group("payload")).getBytes(StandardCharsets.US_ASCII),
            form.group("mac").getBytes(StandardCharsets.US_ASCII))) {
      return new Reading.Unreadable();
    }
    return content(form.group("payload").substring(VERSION.length() + 1));
  }

  private Reading content(String payload) {
    try {
      byte[] json = Base64.getUrlDecoder().decode(payload);
      JsonNode content = stores.json().toBody(new String(json, StandardCharsets.UTF_8));
      Instant expires = Instant.ofEpochSecond(content.path("e").asLong());
      return clock.instant().isBefore(expires)
          ? new Reading.Good(
              content.path("n").asString(),
              new TicketRef(content.path("s").asString(), content.path("k").asString(), null))
          : new Reading.Expired();
    } catch (JacksonException | IllegalArgumentException | DateTimeException _) {
      return new Reading.Unreadable();
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
