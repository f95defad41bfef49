package annai.bot.webhooks;

import java.util.Arrays;
import java.util.Optional;

/** What subscribers may be told of. */
public enum WebhookEvent {
  CONVERSATION_OPENED("conversation.opened"),
  /** Sending works, by evidence, the customer's word or a person's. */
  CONVERSATION_SOLVED("conversation.solved"),
  /** A person is called, or took the conversation. */
  CONVERSATION_HANDED_OVER("conversation.handed-over"),
  /** The ticket system has the ticket. */
  TICKET_OPENED("ticket.opened"),
  /** The ticket was closed, by Annai or by a person. */
  TICKET_CLOSED("ticket.closed");

  private final String type;

  WebhookEvent(String type) {
    this.type = type;
  }

  /** The word in settings and messages. */
  public String type() {
    return type;
  }

  /** The event of that word. */
  public static Optional<WebhookEvent> of(String type) {
    return Arrays.stream(values()).filter(event -> event.type.equals(type)).findFirst();
  }
}
