package annai.bot.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
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
final class RequestLimits {

  private static final int MAX_BUCKETS = 100_000;

  private final Cache<String, Bucket> byAddress = cache();
  private final Cache<String, Bucket> byConversation = cache();
  private final WebSettings settings;

  RequestLimits(WebSettings settings) {
    this.settings = settings;
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

  private static void take(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw new ProblemException(
          HttpStatus.TOO_MANY_REQUESTS,
          "Too many requests; expected to be asked again after the time in Retry-After",
          Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  /** Empty for this machine, which may be a proxy that everybody comes through. */
  private static String network(String remoteAddress) {
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
