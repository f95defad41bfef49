package annai.bot.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.http.HttpStatus;

/**
 * How often who may ask: a bucket for each conversation and each address, in this process.
 *
 * <p>Many customers share one address behind a carrier's NAT, so that the address has a wide bucket
 * and counts beginnings only; what a conversation does counts for the conversation.
 */
public final class RequestLimits {

  private static final int MAX_BUCKETS = 100_000;

  private final Cache<String, Bucket> byAddress = cache();
  private final Cache<String, Bucket> byConversation = cache();
  private final Cache<String, Bucket> byUnsigned = cache();
  private final WebSettings settings;
  private final int unsignedPerMinute;

  RequestLimits(WebSettings settings, WebhookLimits webhooks) {
    this.settings = settings;
    this.unsignedPerMinute = webhooks.badSignaturesPerMinute();
  }

  /** Counts a beginning; an IPv6 customer is their /64. */
  void begin(String remoteAddress) {
    String network = network(remoteAddress);
    if (!network.isEmpty()) {
      take(byAddress.get(network, _ -> perMinute(settings.startsPerMinute())));
    }
  }

  /** Counts a message, a login check or a code. */
  void send(String conversation) {
    take(byConversation.get(conversation, _ -> perMinute(settings.messagesPerMinute())));
  }

  /** Counts a webhook whose sender could not be told. */
  void unsigned(String remoteAddress) {
    String network = network(remoteAddress);
    if (!network.isEmpty()) {
      unsignedOf(network).tryConsume(1);
    }
  }

  /** Refuses an address that sent too many of those. */
  void requireSignedSoFar(String remoteAddress) {
    String network = network(remoteAddress);
    if (!network.isEmpty()) {
      EstimationProbe probe = unsignedOf(network).estimateAbilityToConsume(1);
      if (!probe.canBeConsumed()) {
        throw tooMany(probe.getNanosToWaitForRefill());
      }
    }
  }

  private Bucket unsignedOf(String network) {
    return byUnsigned.get(network, _ -> perMinute(unsignedPerMinute));
  }

  private static void take(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw tooMany(probe.getNanosToWaitForRefill());
    }
  }

  private static ProblemException tooMany(long nanosToWait) {
    return new ProblemException(
        HttpStatus.TOO_MANY_REQUESTS,
        "Too many requests; expected to be asked again after the time in Retry-After",
        Duration.ofNanos(nanosToWait));
  }

  /**
   * The address, of IPv6 its /64, in hex; empty for this machine, which may be a proxy that
   * everybody comes through.
   */
  public static String network(String remoteAddress) {
    try {
      InetAddress address = InetAddress.ofLiteral(remoteAddress);
      if (address.isLoopbackAddress()) {
        return "";
      }
      byte[] bytes = address.getAddress();
      return HexFormat.of()
          .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
    } catch (IllegalArgumentException _) {
      return remoteAddress;
    }
  }

  private static Bucket perMinute(int count) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(count).refillGreedy(count, Duration.ofMinutes(1)))
        .build();
  }

  private static Cache<String, Bucket> cache() {
    return Caffeine.newBuilder()
        .maximumSize(MAX_BUCKETS)
        .expireAfterAccess(Duration.ofMinutes(5))
        .build();
  }
}
