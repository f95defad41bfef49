package annai.bot.runtime;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.Customer;
import annai.bot.conversation.Effect;
import annai.bot.conversation.Event;
import annai.bot.conversation.EvidenceTaken;
import annai.bot.conversation.Purpose;
import annai.bot.conversation.State;
import annai.bot.conversation.TicketReport;
import annai.bot.conversation.Ticketing;
import annai.bot.store.StoredFile;
import annai.bot.store.StoredTicket;
import annai.bot.store.Stores;
import annai.bot.store.TicketCommand.Order;
import annai.bot.store.TicketStore.Episode;
import annai.bot.store.TicketStore.Listener;
import annai.bot.webhooks.Announcements;
import annai.connectors.probe.ProbeResult;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem.Audience;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes to the outbox what a ticket system is to be told, in the turn's transaction.
 *
 * <p>An incident's key gets the number of its episode here, so that customers who have the same
 * trouble at the same time share one ticket.
 */
final class TicketEffects {

  private static final String OPEN = "open";

  private final Stores stores;
  private final Speaker speaker;
  private final Agenda agenda;
  private final Announcements announcements;

  TicketEffects(Stores stores, Speaker speaker, Agenda agenda, Announcements announcements) {
    this.stores = stores;
    this.speaker = speaker;
    this.agenda = agenda;
    this.announcements = announcements;
  }

  void open(Turn turn, Effect.OpenTicket effect) {
    TicketDraft draft = speaker.draft(effect, turn.conversation());
    switch (effect.kind()) {
      case REQUEST -> openRequest(turn, effect.key(), draft);
      case INCIDENT -> joinIncident(turn, effect, draft);
    }
  }

  private void openRequest(Turn turn, String key, TicketDraft draft) {
    stores.tickets().add(key, turn.now());
    stores.tickets().listen(key, new Listener(turn.id(), key));
    reopenOrTell(turn, key, draft);
    attachAll(turn, key);
  }

  /** The customer has sent a file: the ticket gets it, if one is open. */
  void attached(Turn turn) {
    Ticketing ticket = turn.conversation().ticket();
    if (ticket != null && ticket.open()) {
      known(turn, ticket.key()).ifPresent(known -> attachAll(turn, known.key()));
    }
  }

  /** The ticket gets the episode's files that it does not have; each is told it once. */
  private void attachAll(Turn turn, String ticketKey) {
    for (StoredFile file : stores.attachments().of(turn.id())) {
      if (file.episode() == turn.conversation().episode()) {
        tell(
            ticketKey,
            commandKey(turn, "file-" + file.id()),
            new Order.Attach(file.id(), file.name()),
            turn.now());
      }
    }
  }

  /** What was given up under the same key is taken up again, with what is known by now. */
  private void reopenOrTell(Turn turn, String key, TicketDraft draft) {
    var order = new Order.Open(draft);
    StoredTicket ticket = stores.tickets().lock(key).orElseThrow();
    TicketRef ref = ticket.ref();
    if (ref != null) {
      deliver(turn.id(), new Event.TicketOpened(key, ref), turn.now());
    } else if (stores.outbox().revive(key, OPEN, order)) {
      agenda.hasten(Agenda.TICKET, key, "", turn.now());
    } else {
      tell(key, OPEN, order, turn.now());
    }
  }

  private void joinIncident(Turn turn, Effect.OpenTicket effect, TicketDraft draft) {
    Episode episode =
        stores.tickets().joinIncident(effect.key(), target(effect.report()), turn.now());
    stores.tickets().listen(episode.ticketKey(), new Listener(turn.id(), effect.key()));
    if (episode.begins()) {
      TicketDraft numbered =
          new TicketDraft(
              episode.ticketKey(),
              draft.kind(),
              draft.priority(),
              draft.summary(),
              draft.description(),
              draft.requester());
      tell(episode.ticketKey(), OPEN, new Order.Open(numbered), turn.now());
      return;
    }
    stores
        .tickets()
        .lock(episode.ticketKey())
        .ifPresent(
            ticket -> {
              var ref = ticket.ref();
              if (ref != null) {
                deliver(turn.id(), new Event.TicketOpened(effect.key(), ref), turn.now());
              }
            });
  }

  private static String target(TicketReport report) {
    List<EvidenceTaken> evidence = report.evidence();
    return evidence.isEmpty() ? "" : evidence.getLast().result().trace().target();
  }

  void comment(Turn turn, Effect.CommentTicket effect) {
    comment(turn, effect.key(), effect.call(), effect.report());
  }

  private void comment(Turn turn, String key, String call, TicketReport report) {
    known(turn, key)
        .ifPresent(
            ticket ->
                tell(
                    ticket.key(),
                    commandKey(turn, call),
                    new Order.Comment(
                        speaker.comment(report, turn.conversation()), audience(report)),
                    turn.now()));
  }

  private static Audience audience(TicketReport report) {
    return switch (report.topic()) {
      case CUSTOMER_WROTE, CUSTOMER_ATTACHED -> Audience.PUBLIC;
      case REPORTED,
          EVIDENCE_FAILED,
          STUCK,
          ASKED_FOR_PERSON,
          NOT_UNDERSTOOD,
          OTHER_MAIL_CLIENT,
          OTHER_TOPIC,
          SERVER_FAULT,
          EVIDENCE_HOLDS,
          SOLVED_BY_WORD,
          SOLVED_BY_AGENT,
          SERVER_HEALTHY,
          RELAPSE,
          NEWS ->
          Audience.INTERNAL;
    };
  }

  void close(Turn turn, Effect.CloseTicket effect) {
    String resolution = speaker.comment(effect.report(), turn.conversation());
    known(turn, effect.key())
        .ifPresent(
            ticket -> {
              String incident = ticket.incident();
              if (incident != null) {
                endIncident(incident, resolution, turn.now());
              } else {
                tell(
                    ticket.key(),
                    commandKey(turn, effect.call()),
                    new Order.Close(resolution),
                    turn.now());
              }
            });
  }

  /** The server is healthy again: every incident of it that is open ends. */
  void healthy(Turn turn, ProbeResult.Healthy result) {
    for (String incident : stores.tickets().openIncidents(result.trace().target())) {
      TicketReport report =
          new TicketReport(
              TicketReport.Topic.SERVER_HEALTHY,
              Customer.UNKNOWN,
              null,
              List.of(),
              List.of(new EvidenceTaken(Purpose.OUTAGE, result)),
              null);
      endIncident(incident, speaker.comment(report, turn.conversation()), turn.now());
    }
  }

  private void endIncident(String incident, String resolution, Instant now) {
    stores
        .tickets()
        .endIncident(incident)
        .ifPresent(key -> tell(key, "close", new Order.Close(resolution), now));
  }

  void reopen(Turn turn, Effect.ReopenTicket effect) {
    known(turn, effect.key())
        .ifPresent(
            ticket ->
                tell(
                    ticket.key(),
                    commandKey(turn, effect.call()),
                    new Order.Reopen(speaker.comment(effect.report(), turn.conversation())),
                    turn.now()));
    attached(turn);
  }

  /** The transcript has the words already; the ticket gets them as a comment, if there is one. */
  void forward(Turn turn, Effect.Forward effect) {
    String words = speaker.comment(effect.report(), turn.conversation());
    turn.write(
        Turn.Line.of("system", "forward", stores.json().ofBody(Map.of("text", words))).forAgents());
    ticketKey(turn.conversation())
        .ifPresent(key -> comment(turn, key, "forward-" + UUID.randomUUID(), effect.report()));
  }

  /** The ticket gets what an agent wrote in the chat, if there is one. */
  void agentWrote(Turn turn, String call, String agent, String words) {
    Ticketing ticket = turn.conversation().ticket();
    if (ticket != null) {
      known(turn, ticket.key())
          .ifPresent(
              known ->
                  tell(
                      known.key(),
                      commandKey(turn, call),
                      new Order.Comment(agent + ":\n" + words, Audience.PUBLIC),
                      turn.now()));
    }
  }

  /** A person was called and the ticket does not say so yet. */
  void noteHandOff(Turn turn, List<Effect> effects) {
    boolean said =
        effects.stream()
            .anyMatch(
                effect ->
                    effect instanceof Effect.OpenTicket
                        || effect instanceof Effect.CommentTicket
                        || effect instanceof Effect.ReopenTicket);
    if (said) {
      return;
    }
    for (Effect effect : effects) {
      if (effect instanceof Effect.CallAgent call) {
        ticketKey(turn.conversation())
            .ifPresent(
                key ->
                    comment(
                        turn,
                        key,
                        "call-" + UUID.randomUUID(),
                        report(turn.conversation(), call.reason())));
      }
    }
  }

  private static TicketReport report(Conversation conversation, State.HandOffReason reason) {
    TicketReport.Topic topic =
        switch (reason) {
          case ASKED_FOR, TICKET_FAILED -> TicketReport.Topic.ASKED_FOR_PERSON;
          case STUCK, ACCOUNT -> TicketReport.Topic.STUCK;
          case NOT_UNDERSTOOD -> TicketReport.Topic.NOT_UNDERSTOOD;
          case OTHER_MAIL_CLIENT -> TicketReport.Topic.OTHER_MAIL_CLIENT;
          case EVIDENCE_FAILED -> TicketReport.Topic.EVIDENCE_FAILED;
          case OTHER_TOPIC -> TicketReport.Topic.OTHER_TOPIC;
        };
    return new TicketReport(
        topic,
        conversation.customer(),
        conversation.mailClient(),
        conversation.stepsDone(),
        conversation.evidence(),
        null);
  }

  private static Optional<String> ticketKey(Conversation conversation) {
    return Optional.ofNullable(conversation.ticket()).map(ticket -> ticket.key());
  }

  private Optional<StoredTicket> known(Turn turn, String key) {
    return stores
        .tickets()
        .known(turn.id(), key)
        .filter(ticket -> stores.readings().goneAt(ticket.key()).isEmpty());
  }

  /** Unique in an incident's ticket too, where calls of several conversations meet. */
  private static String commandKey(Turn turn, String call) {
    return turn.id() + "/" + call;
  }

  /** The ticket system has the ticket: subscribers are told. */
  void announceOpened(String ticketKey, TicketRef ref, Instant now) {
    stores
        .tickets()
        .find(ticketKey)
        .ifPresent(ticket -> announcements.ticketOpened(ticket, ref, now));
  }

  /** To be called before it is noted that the ticket is closed; nothing when it was already. */
  void announceClosed(String ticketKey, TicketRef ref, Instant now) {
    stores
        .tickets()
        .find(ticketKey)
        .filter(StoredTicket::open)
        .ifPresent(ticket -> announcements.ticketClosed(ticket, ref, now));
  }

  /** Notes a command; who completes the ticket's work locks the same row and so never misses it. */
  boolean tell(String ticketKey, String commandKey, Order order, Instant now) {
    stores.tickets().lock(ticketKey);
    boolean added = stores.outbox().add(ticketKey, commandKey, order, now);
    agenda.now(Agenda.TICKET, ticketKey, "", now);
    return added;
  }

  /** Lets something happen to a conversation in a turn of its own, after what waits already. */
  void deliver(String conversation, Event event, Instant now) {
    stores.deliveries().add(conversation, event);
    agenda.now(Agenda.DELIVERY, conversation + "/" + UUID.randomUUID(), "", now);
  }
}
