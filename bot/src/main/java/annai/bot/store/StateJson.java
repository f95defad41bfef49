package annai.bot.store;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.Event;
import annai.bot.conversation.State;
import annai.connectors.probe.ProbeResult;
import annai.connectors.ticket.TicketDraft;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The nouns of the conversation as JSON, and back.
 *
 * <p>A stored conversation carries its version. Kinds are named here and not after classes, so that
 * a class may be renamed. Safe for use by many threads.
 */
public final class StateJson {

  /** The version that is written. */
  static final int VERSION = 1;

  /** How version n becomes n + 1, at index n - 1. */
  private static final List<UnaryOperator<ObjectNode>> UPGRADES = List.of();

  private final JsonMapper mapper =
      JsonMapper.builder()
          .addMixIn(State.class, StateKinds.class)
          .addMixIn(ProbeResult.class, ProbeResultKinds.class)
          .addMixIn(Event.class, EventKinds.class)
          .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
          .build();

  String ofConversation(Conversation conversation) {
    ObjectNode envelope = mapper.createObjectNode();
    envelope.put("kind", "conversation");
    envelope.put("version", VERSION);
    envelope.set("conversation", mapper.valueToTree(conversation));
    return mapper.writeValueAsString(envelope);
  }

  Conversation toConversation(String json) {
    JsonNode envelope = mapper.readTree(json);
    int version = envelope.path("version").asInt(0);
    if (version < 1
        || version > VERSION
        || !(envelope.get("conversation") instanceof ObjectNode conversation)) {
      throw new IllegalStateException(
          "Stored conversation has version %d; expected 1 to %d".formatted(version, VERSION));
    }
    for (UnaryOperator<ObjectNode> upgrade : UPGRADES.subList(version - 1, VERSION - 1)) {
      conversation = upgrade.apply(conversation);
    }
    return mapper.treeToValue(conversation, Conversation.class);
  }

  /** The word for a state in the database and in answers: "choosing-mail-client" and so on. */
  public static String kindOf(State state) {
    return switch (state) {
      case State.Greeting _ -> "greeting";
      case State.ChoosingMailClient _ -> "choosing-mail-client";
      case State.Confirming _ -> "confirming";
      case State.Changing _ -> "changing";
      case State.TakingEvidence _ -> "taking-evidence";
      case State.Solved _ -> "solved";
      case State.WaitingForAgent _ -> "waiting-for-agent";
      case State.WithAgent _ -> "with-agent";
      case State.Closed _ -> "closed";
    };
  }

  /** An event for later. */
  public String ofEvent(Event event) {
    return mapper.writerFor(Event.class).writeValueAsString(event);
  }

  /** The event that {@link #ofEvent} wrote. */
  public Event toEvent(String json) {
    return mapper.readValue(json, Event.class);
  }

  String ofDraft(TicketDraft draft) {
    return mapper.writeValueAsString(draft);
  }

  TicketDraft toDraft(String json) {
    return mapper.readValue(json, TicketDraft.class);
  }

  /** Maps, lists, strings, numbers and booleans as JSON. */
  public String ofBody(Object body) {
    return mapper.writeValueAsString(body);
  }

  /** Any JSON. */
  public JsonNode toBody(String json) throws JacksonException {
    return mapper.readTree(json);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = State.Greeting.class, name = "greeting"),
    @JsonSubTypes.Type(value = State.ChoosingMailClient.class, name = "choosing-mail-client"),
    @JsonSubTypes.Type(value = State.Confirming.class, name = "confirming"),
    @JsonSubTypes.Type(value = State.Changing.class, name = "changing"),
    @JsonSubTypes.Type(value = State.TakingEvidence.class, name = "taking-evidence"),
    @JsonSubTypes.Type(value = State.Solved.class, name = "solved"),
    @JsonSubTypes.Type(value = State.WaitingForAgent.class, name = "waiting-for-agent"),
    @JsonSubTypes.Type(value = State.WithAgent.class, name = "with-agent"),
    @JsonSubTypes.Type(value = State.Closed.class, name = "closed")
  })
  private interface StateKinds {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = ProbeResult.Healthy.class, name = "healthy"),
    @JsonSubTypes.Type(value = ProbeResult.Fault.class, name = "fault"),
    @JsonSubTypes.Type(value = ProbeResult.Inconclusive.class, name = "inconclusive")
  })
  private interface ProbeResultKinds {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Event.CameBack.class, name = "came-back"),
    @JsonSubTypes.Type(value = Event.AgentClaimed.class, name = "agent-claimed"),
    @JsonSubTypes.Type(value = Event.AgentReleased.class, name = "agent-released"),
    @JsonSubTypes.Type(value = Event.AgentProbed.class, name = "agent-probed"),
    @JsonSubTypes.Type(value = Event.AgentSolved.class, name = "agent-solved"),
    @JsonSubTypes.Type(value = Event.ProbeFinished.class, name = "probe-finished"),
    @JsonSubTypes.Type(value = Event.TestMailArrived.class, name = "test-mail-arrived"),
    @JsonSubTypes.Type(value = Event.TicketOpened.class, name = "ticket-opened"),
    @JsonSubTypes.Type(value = Event.TicketDelayed.class, name = "ticket-delayed"),
    @JsonSubTypes.Type(value = Event.TicketFailed.class, name = "ticket-failed"),
    @JsonSubTypes.Type(value = Event.TicketCommented.class, name = "ticket-commented"),
    @JsonSubTypes.Type(value = Event.TicketChanged.class, name = "ticket-changed"),
    @JsonSubTypes.Type(value = Event.TicketDeleted.class, name = "ticket-deleted"),
    @JsonSubTypes.Type(value = Event.TimerElapsed.class, name = "timer-elapsed")
  })
  private interface EventKinds {}
}
