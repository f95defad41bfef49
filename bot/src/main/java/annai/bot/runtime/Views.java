package annai.bot.runtime;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.State;
import annai.bot.conversation.Ticketing;
import annai.bot.runtime.Conversations.Row;
import annai.bot.runtime.Conversations.StepPosition;
import annai.bot.runtime.Conversations.TicketView;
import annai.bot.runtime.Conversations.View;
import annai.bot.store.StateJson;
import annai.bot.store.StoredConversation;
import annai.bot.store.StoredMessage;
import annai.bot.store.Stores;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.knowledge.Procedure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Conversations as they are shown. */
final class Views {

  private static final int ROWS_OF_CHOICES = 8;

  private final Stores stores;
  private final Libraries libraries;
  private final TicketSystem tickets;

  Views(Stores stores, Libraries libraries, TicketSystem tickets) {
    this.stores = stores;
    this.libraries = libraries;
    this.tickets = tickets;
  }

  View view(String id) {
    StoredConversation stored = find(id);
    Conversation conversation = stored.conversation();
    return new View(
        id,
        StateJson.kindOf(conversation.state()),
        conversation.mailClient(),
        position(conversation),
        ticketView(conversation.ticket()),
        conversation.language().tag(),
        conversation.state() instanceof State.WithAgent,
        stored.nextSeq() - 1);
  }

  private StoredConversation find(String id) {
    return stores.conversations().find(id).orElseThrow(UnknownConversationException::new);
  }

  @Nullable StepPosition position(Conversation conversation) {
    return switch (conversation.state()) {
      case State.Confirming confirming ->
          position(conversation, Procedure.Phase.CONFIRM, confirming.step());
      case State.Changing changing ->
          position(conversation, Procedure.Phase.CHANGE, changing.step());
      case State.Greeting _,
          State.ChoosingMailClient _,
          State.TakingEvidence _,
          State.Solved _,
          State.WaitingForAgent _,
          State.WithAgent _,
          State.Closed _ ->
          null;
    };
  }

  /** The check question comes after the last step and has no number. */
  private @Nullable StepPosition position(
      Conversation conversation, Procedure.Phase phase, int step) {
    String mailClient = conversation.mailClient();
    if (mailClient == null) {
      return null;
    }
    return libraries
        .of(conversation.revision())
        .procedure(mailClient)
        .map(procedure -> procedure.steps(phase).size())
        .filter(of -> step < of)
        .map(of -> new StepPosition(step + 1, of, phase))
        .orElse(null);
  }

  static @Nullable TicketView ticketView(@Nullable Ticketing ticketing) {
    TicketRef ref = ticketing == null ? null : ticketing.ref();
    return ticketing == null || ref == null
        ? null
        : new TicketView(ref.key(), ref.system(), ref.url(), ticketing.open());
  }

  List<Row> rows(String id, long afterSeq, int limit) {
    return rows(stores.messages().after(id, afterSeq, limit));
  }

  List<Row> rows(List<StoredMessage> messages) {
    return messages.stream().map(this::row).toList();
  }

  private Row row(StoredMessage message) {
    return new Row(
        message.seq(),
        message.at(),
        message.from(),
        message.type(),
        stores.json().toBody(message.body()));
  }

  /** What the transcript shows for a button: its label as it was offered. */
  Map<String, Object> choiceBody(String id, String choice) {
    Map<String, Object> body = new TreeMap<>(Map.of("choice", choice));
    stores.messages().newest(id, "choices", ROWS_OF_CHOICES).stream()
        .flatMap(offered -> label(stores.json().toBody(offered.body()), choice).stream())
        .findFirst()
        .ifPresent(label -> body.put("label", label));
    return body;
  }

  private static Optional<String> label(JsonNode offered, String choice) {
    for (JsonNode one : offered.path("choices")) {
      if (one.path("id").asString("").equals(choice)) {
        return Optional.of(one.path("label").asString(choice));
      }
    }
    return Optional.empty();
  }

  Optional<Ticket> ticket(String id) {
    Ticketing ticketing = find(id).conversation().ticket();
    return Optional.ofNullable(ticketing).map(Ticketing::ref).map(tickets::read);
  }
}
