package annai.bot.webhooks;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.State;
import annai.bot.conversation.Ticketing;
import annai.bot.store.StoredTicket;
import annai.bot.store.Stores;
import annai.bot.store.TicketStore;
import annai.bot.store.WebhookDelivery;
import annai.connectors.ticket.TicketRef;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes what subscribers are to be told, in the transaction in which it happens.
 *
 * <p>Ids and conditions only: nothing that a customer or an agent wrote, no name and no address.
 */
public final class Announcements {

  static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

  private final Stores stores;
  private final List<WebhookSubscription> subscriptions;
  private final Errands errands;

  public Announcements(Stores stores, List<WebhookSubscription> subscriptions, Errands errands) {
    this.stores = stores;
    this.subscriptions = subscriptions;
    this.errands = errands;
  }

  public void conversationOpened(Conversation conversation, Instant now) {
    announce(WebhookEvent.CONVERSATION_OPENED, about(conversation), now);
  }

  /** A turn led from one condition to another. */
  public void turned(Conversation before, Conversation next, Instant now) {
    if (subscriptions.isEmpty()) {
      return;
    }
    State.Resolution resolution = resolution(next.state());
    if (resolution != null && resolution(before.state()) == null) {
      Map<String, @Nullable Object> data = about(next);
      data.put("by", word(resolution));
      announce(WebhookEvent.CONVERSATION_SOLVED, data, now);
    }
    if (isWithPeople(next.state()) && !isWithPeople(before.state())) {
      Map<String, @Nullable Object> data = about(next);
      data.put("reason", next.state() instanceof State.WaitingForAgent(var why) ? word(why) : null);
      announce(WebhookEvent.CONVERSATION_HANDED_OVER, data, now);
    }
  }

  public void ticketOpened(StoredTicket ticket, TicketRef ref, Instant now) {
    announce(WebhookEvent.TICKET_OPENED, about(ticket, ref), now);
  }

  public void ticketClosed(StoredTicket ticket, TicketRef ref, Instant now) {
    announce(WebhookEvent.TICKET_CLOSED, about(ticket, ref), now);
  }

  private static State.@Nullable Resolution resolution(State state) {
    return switch (state) {
      case State.Solved(var resolution) -> resolution;
      case State.Closed(var resolution) -> resolution;
      case State.Greeting _,
          State.ChoosingMailClient _,
          State.Confirming _,
          State.Changing _,
          State.TakingEvidence _,
          State.WaitingForAgent _,
          State.WithAgent _ ->
          null;
    };
  }

  private static boolean isWithPeople(State state) {
    return state instanceof State.WaitingForAgent || state instanceof State.WithAgent;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, @Nullable Object> about(Conversation conversation) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("conversation", conversation.id());
    data.put("episode", conversation.episode());
    data.put("language", word(conversation.language()));
    data.put("mailClient", conversation.mailClient());
    Ticketing ticket = conversation.ticket();
    TicketRef ref = ticket == null ? null : ticket.ref();
    data.put("ticket", ref == null ? null : about(ref));
    return data;
  }

  private Map<String, @Nullable Object> about(StoredTicket ticket, TicketRef ref) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("ticket", about(ref));
    data.put("kind", ticket.incident() == null ? "request" : "incident");
    data.put(
        "conversations",
        stores.tickets().listeners(ticket.key()).stream()
            .map(TicketStore.Listener::conversation)
            .toList());
    return data;
  }

  private static Map<String, @Nullable Object> about(TicketRef ref) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("system", ref.system());
    data.put("key", ref.key());
    data.put("url", ref.url() == null ? null : ref.url().toString());
    return data;
  }

  private void announce(WebhookEvent event, Map<String, @Nullable Object> data, Instant now) {
    List<WebhookSubscription> told =
        subscriptions.stream()
            .filter(one -> one.events().contains(event))
            .filter(one -> !stores.webhookDeliveries().isGone(one.name(), one.url()))
            .toList();
    if (told.isEmpty()) {
      return;
    }
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("type", event.type());
    message.put("timestamp", now.toString());
    message.put("data", data);
    String body = stores.json().ofBody(message);
    String messageId = "msg_" + UUID.randomUUID().toString().replace("-", "");
    for (WebhookSubscription subscription : told) {
      add(subscription, event, messageId, body, now);
    }
  }

  private void add(
      WebhookSubscription subscription,
      WebhookEvent event,
      String messageId,
      String body,
      Instant now) {
    WebhookDelivery delivery =
        new WebhookDelivery(
            UUID.randomUUID().toString(),
            messageId,
            subscription.name(),
            event.type(),
            body,
            WebhookDelivery.Status.PENDING,
            0,
            null,
            now,
            now.plus(GIVE_UP_AFTER));
    stores.webhookDeliveries().add(delivery);
    errands.note(Webhooks.DELIVER, delivery.id(), now);
  }
}
