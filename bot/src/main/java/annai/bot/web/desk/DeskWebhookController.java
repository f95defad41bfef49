package annai.bot.web.desk;

import annai.bot.desk.AuditTrail;
import annai.bot.store.Agent;
import annai.bot.store.AuditEntry.Deed;
import annai.bot.store.ReceivedWebhook;
import annai.bot.store.WebhookDelivery;
import annai.bot.web.ProblemException;
import annai.bot.webhooks.Webhooks;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks that came to nothing, either way. What they say is shown to nobody here. */
@RestController
@RequestMapping("/api/v1/desk/webhooks")
final class DeskWebhookController {

  private static final int LISTED = 50;

  private final Webhooks webhooks;
  private final Answers answers;
  private final AuditTrail audit;

  DeskWebhookController(Webhooks webhooks, Answers answers, AuditTrail audit) {
    this.audit = audit;
    this.webhooks = webhooks;
    this.answers = answers;
  }

  /** One to a subscriber, given up. */
  record Outgoing(
      String id,
      String subscription,
      String eventType,
      int attempts,
      @Nullable String reason,
      Instant createdAt) {

    static Outgoing of(WebhookDelivery delivery) {
      return new Outgoing(
          delivery.id(),
          delivery.subscription(),
          delivery.eventType(),
          delivery.attempts(),
          delivery.reason(),
          delivery.createdAt());
    }
  }

  /** One from a ticket system, that could not be read or not be followed up. */
  record Incoming(String id, String system, @Nullable String reason, Instant receivedAt) {

    static Incoming of(ReceivedWebhook webhook) {
      return new Incoming(webhook.id(), webhook.system(), webhook.reason(), webhook.receivedAt());
    }
  }

  record Failed(List<Outgoing> outgoing, List<Incoming> incoming) {}

  /** How many are on their way again. */
  record Replayed(int replayed) {}

  /** The newest first, at most fifty of each. */
  @GetMapping("/failed")
  ResponseEntity<Failed> failed() {
    return answers.polled(
        new Failed(
            webhooks.deliveries().givenUp(LISTED).stream().map(Outgoing::of).toList(),
            webhooks.inbox().failed(LISTED).stream().map(Incoming::of).toList()));
  }

  @PostMapping("/outgoing/replay")
  ResponseEntity<Replayed> replayAll(@AuthenticationPrincipal Agent me) {
    int replayed = webhooks.deliveries().replayFailedSince(Instant.EPOCH);
    audit.note(me, Deed.REPLAYED_ALL_OUTGOING);
    return Answers.of(HttpStatus.OK, new Replayed(replayed));
  }

  @PostMapping("/outgoing/{id}/replay")
  ResponseEntity<Void> replayOutgoing(@PathVariable String id, @AuthenticationPrincipal Agent me) {
    return done(webhooks.deliveries().replay(id), me, Deed.REPLAYED_OUTGOING, id);
  }

  @PostMapping("/incoming/{id}/replay")
  ResponseEntity<Void> replayIncoming(@PathVariable String id, @AuthenticationPrincipal Agent me) {
    return done(webhooks.inbox().replay(id), me, Deed.REPLAYED_INCOMING, id);
  }

  private ResponseEntity<Void> done(boolean done, Agent me, Deed deed, String id) {
    if (!done) {
      throw new ProblemException(
          HttpStatus.NOT_FOUND, "There is no such webhook, or it is under way");
    }
    audit.note(me, deed, id);
    return Answers.nothing();
  }
}
