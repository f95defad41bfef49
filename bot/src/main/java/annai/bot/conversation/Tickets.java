package annai.bot.conversation;

import annai.connectors.probe.ProbeResult;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The customer's ticket: opened by the policy, commented, closed by proof, reopened. */
final class Tickets {

  private Tickets() {}

  /** Something that belongs into a ticket, by the policy. */
  static void need(Turn turn, TicketReport.Topic topic, @Nullable String words) {
    if (turn.ticket != null || allows(turn.policy, topic)) {
      record(turn, topic, words);
    }
  }

  /** Something that belongs into a ticket whatever the policy says: people take over. */
  static void needForPeople(Turn turn, TicketReport.Topic topic, @Nullable String words) {
    record(turn, topic, words);
  }

  private static boolean allows(TicketPolicy policy, TicketReport.Topic topic) {
    return switch (policy) {
      case ON_FAILURE -> topic != TicketReport.Topic.REPORTED;
      case ON_REPORT -> true;
      case ON_HANDOFF -> false;
    };
  }

  private static void record(Turn turn, TicketReport.Topic topic, @Nullable String words) {
    Ticketing ticket = turn.ticket;
    if (ticket != null) {
      TicketReport report = turn.report(topic, words);
      if (ticket.open()) {
        turn.effect(new Effect.CommentTicket(turn.call(), ticket.key(), report));
      } else {
        reopen(turn, ticket, report);
      }
      return;
    }
    if (turn.asked != null && turn.asked.kind() == Asked.Kind.CONTACT) {
      return;
    }
    if (!Contact.isKnown(turn) && turn.first(Mark.ASKED_CONTACT)) {
      turn.asked = new Asked(Asked.Kind.CONTACT, topic, words);
      return;
    }
    open(turn, topic, words);
  }

  static void open(Turn turn, TicketReport.Topic topic, @Nullable String words) {
    if (turn.ticket != null) {
      return;
    }
    String key = turn.ticketKey();
    turn.ticket = new Ticketing(key, null, true);
    turn.effect(
        new Effect.OpenTicket(
            key, TicketDraft.Kind.REQUEST, TicketDraft.Priority.P3, turn.report(topic, words)));
    if (!(turn.state instanceof State.WithAgent)) {
      turn.say(new Utterance.ShownTicket(key, Utterance.ShownTicket.Status.OPENING));
    }
  }

  static void reopen(Turn turn, Ticketing ticket, TicketReport report) {
    turn.ticket = new Ticketing(ticket.key(), ticket.ref(), true);
    turn.effect(new Effect.ReopenTicket(turn.call(), ticket.key(), report));
    turn.say(new Utterance.ShownTicket(ticket.key(), Utterance.ShownTicket.Status.REOPENED));
  }

  static void close(Turn turn, TicketReport.Topic topic) {
    Ticketing ticket = turn.ticket;
    if (ticket == null || !ticket.open()) {
      return;
    }
    turn.ticket = new Ticketing(ticket.key(), ticket.ref(), false);
    turn.effect(new Effect.CloseTicket(turn.call(), ticket.key(), turn.report(topic, null)));
    turn.say(new Utterance.ShownTicket(ticket.key(), Utterance.ShownTicket.Status.CLOSED));
  }

  static void opened(Turn turn, String key, TicketRef ref) {
    Ticketing ticket = turn.ticket;
    if (ticket == null && key.equals(turn.ticketKey())) {
      afterAll(turn, key, ref);
      return;
    }
    if (ticket == null || !ticket.key().equals(key) || ref.equals(ticket.ref())) {
      return;
    }
    turn.ticket = new Ticketing(key, ref, ticket.open());
    if (ticket.open() && !(turn.state instanceof State.WithAgent)) {
      turn.say(new Utterance.ShownTicket(key, Utterance.ShownTicket.Status.OPEN));
    }
  }

  /** The ticket takes its time; it is not lost. */
  static void delayed(Turn turn, String key) {
    Ticketing ticket = turn.ticket;
    if (ticket == null || !ticket.key().equals(key) || ticket.ref() != null) {
      return;
    }
    if (!(turn.state instanceof State.WithAgent) && !(turn.state instanceof State.Closed)) {
      turn.say("ticket.delayed");
    }
  }

  /** The ticket that could not be opened is there, for somebody has mended what was wrong. */
  private static void afterAll(Turn turn, String key, TicketRef ref) {
    turn.ticket = new Ticketing(key, ref, true);
    switch (turn.state) {
      case State.Solved(var resolution) -> close(turn, topic(resolution));
      case State.Closed(State.Resolution resolution) when resolution != null ->
          close(turn, topic(resolution));
      case State.Greeting _,
          State.ChoosingMailClient _,
          State.Confirming _,
          State.Changing _,
          State.TakingEvidence _,
          State.WaitingForAgent _,
          State.Closed _ ->
          turn.say(new Utterance.ShownTicket(key, Utterance.ShownTicket.Status.OPEN));
      case State.WithAgent _ -> {}
    }
  }

  private static TicketReport.Topic topic(State.Resolution resolution) {
    return switch (resolution) {
      case EVIDENCE -> TicketReport.Topic.EVIDENCE_HOLDS;
      case CUSTOMERS_WORD -> TicketReport.Topic.SOLVED_BY_WORD;
      case AGENTS_WORD -> TicketReport.Topic.SOLVED_BY_AGENT;
    };
  }

  static void failed(Turn turn, String key) {
    Ticketing ticket = turn.ticket;
    if (ticket == null || !ticket.key().equals(key) || ticket.ref() != null) {
      return;
    }
    turn.ticket = null;
    if (turn.state instanceof State.WithAgent || turn.state instanceof State.Closed) {
      return;
    }
    turn.say("ticket.failed");
    turn.effect(new Effect.CallAgent(State.HandOffReason.TICKET_FAILED));
  }

  /** An incident's report: the evidence and nothing of the customer. */
  static TicketReport serverReport(Turn turn, ProbeResult result) {
    return new TicketReport(
        TicketReport.Topic.SERVER_FAULT,
        Customer.UNKNOWN,
        null,
        List.of(),
        List.of(new EvidenceTaken(Purpose.OUTAGE, result)),
        null);
  }
}
