package annai.bot.web;

import annai.bot.webhooks.WebhookInbox.Receipt;
import annai.connectors.webhook.WebhookVerifier.Reason;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes webhooks of ticket systems: 204 means that one is stored, now or before.
 *
 * <p>Senders take most 4xx for final and try again after 429 and 5xx, so that whatever may pass
 * later is answered by one of those.
 */
@RestController
final class WebhookController {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookController.class);

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration LATER = Duration.ofMinutes(5);

  /** Bodies up to here are read without asking how many are under way. */
  private static final int SMALL = 256 * 1024;

  private static final int LARGE_AT_ONCE = 8;
  private static final long PATIENCE_SECONDS = 10;

  private final Semaphore large = new Semaphore(LARGE_AT_ONCE, true);
  private final WebhookAccess inbox;
  private final RequestLimits limits;
  private final int maxBytes;

  WebhookController(WebhookAccess inbox, RequestLimits limits, WebhookLimits webhooks) {
    this.inbox = inbox;
    this.limits = limits;
    this.maxBytes = webhooks.maxBytes();
  }

  @PostMapping("/webhooks/{system}")
  ResponseEntity<Void> receive(@PathVariable String system, HttpServletRequest request)
      throws IOException {
    if (!inbox.knows(system)) {
      throw new ProblemException(HttpStatus.NOT_FOUND, "There is nothing at this address");
    }
    limits.requireSignedSoFar(request.getRemoteAddr());
    long announced = request.getContentLengthLong();
    if (announced > maxBytes) {
      throw tooLarge();
    }
    if (announced >= 0 && announced <= SMALL) {
      return take(system, request);
    }
    requirePlace();
    try {
      return take(system, request);
    } finally {
      large.release();
    }
  }

  private void requirePlace() {
    try {
      if (large.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new ProblemException(
        HttpStatus.SERVICE_UNAVAILABLE, "Too many large bodies at once; expected later", SOON);
  }

  private ResponseEntity<Void> take(String system, HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(maxBytes + 1);
    if (body.length > maxBytes) {
      throw tooLarge();
    }
    return switch (stored(system, request, body)) {
      case Receipt.Taken _, Receipt.Known _ -> ResponseEntity.noContent().build();
      case Receipt.Rejected(var reason) -> throw rejected(system, request, reason);
      case Receipt.NotConfigured _ -> {
        LOG.warn("A webhook of {} was refused: annai.webhooks.{}.secrets is empty", system, system);
        throw new ProblemException(
            HttpStatus.SERVICE_UNAVAILABLE, "No secret is set for webhooks of this system", LATER);
      }
    };
  }

  private Receipt stored(String system, HttpServletRequest request, byte[] body) {
    try {
      return inbox.receive(system, request::getHeader, body);
    } catch (DataAccessException | TransactionException e) {
      LOG.error("A webhook of {} could not be stored", system, e);
      throw new ProblemException(
          HttpStatus.SERVICE_UNAVAILABLE, "It could not be stored; expected again", SOON);
    }
  }

  private ProblemException rejected(String system, HttpServletRequest request, Reason reason) {
    LOG.warn("A webhook of {} was refused: {}", system, reason);
    if (reason != Reason.STALE) {
      limits.unsigned(request.getRemoteAddr());
    }
    return ProblemException.unauthorized(
        "Signature",
        switch (reason) {
          case MISSING_HEADER -> "Expected a signed webhook; a header is missing";
          case MALFORMED_HEADER -> "Expected a signed webhook; a header is malformed";
          case WRONG_SIGNATURE -> "The signature does not fit the body and the secret";
          case STALE -> "It was made too long ago, or its clock is wrong";
        });
  }

  private ProblemException tooLarge() {
    return new ProblemException(
        HttpStatus.CONTENT_TOO_LARGE, "Expected a body of at most %d bytes".formatted(maxBytes));
  }
}
