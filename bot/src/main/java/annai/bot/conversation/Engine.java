package annai.bot.conversation;

import annai.knowledge.Library;
import java.util.function.Function;

/**
 * The only place where a conversation changes: pure, total, without I/O and without a clock.
 *
 * <p>Safe for use by many threads.
 */
public final class Engine {

  private final Function<String, Library> libraries;
  private final TicketPolicy policy;
  private final Timings timings;
  private final boolean writesLetters;

  /**
   * An engine for all conversations.
   *
   * @param libraries the library of a revision; never asked for one that no conversation began with
   */
  public Engine(Function<String, Library> libraries, TicketPolicy policy, Timings timings) {
    this(libraries, policy, timings, false);
  }

  /**
   * An engine for all conversations.
   *
   * @param writesLetters whether people's answers can go out by mail; if not, nobody is asked for
   *     consent
   */
  public Engine(
      Function<String, Library> libraries,
      TicketPolicy policy,
      Timings timings,
      boolean writesLetters) {
    this.libraries = libraries;
    this.policy = policy;
    this.timings = timings;
    this.writesLetters = writesLetters;
  }

  /** What the event leads to; the same for the same arguments, whenever it is asked. */
  public Transition on(Conversation conversation, Event event) {
    Library library = libraries.apply(conversation.revision());
    Turn turn = new Turn(conversation, library, policy, timings, writesLetters);
    switch (event) {
      case Event.FromPerson person -> person(turn, person);
      case Event.FromOutside outside -> outside(turn, outside);
    }
    return turn.end();
  }

  private static void person(Turn turn, Event.FromPerson event) {
    switch (event) {
      case Event.Said(var meaning) -> Talk.said(turn, Reading.of(meaning));
      case Event.Attached(String name) -> Talk.attached(turn, name);
      case Event.Rated(int score, var words) -> Ratings.rated(turn, score, words);
      case Event.CameBack _ -> Talk.cameBack(turn);
      case Event.CameFromTicket came -> Opening.fromTicket(turn, came);
      case Event.CustomerIdentified who -> Contact.signedIn(turn, who);
      case Event.LettersDeclined _ -> Letters.declined(turn);
      case Event.AgentClaimed(String agent) -> HandOffs.claimed(turn, agent);
      case Event.AgentReleased(_, var at) -> HandOffs.released(turn, at);
      case Event.AgentProbed _ -> Probes.forAgent(turn);
      case Event.AgentSolved _ -> HandOffs.solved(turn);
    }
  }

  private static void outside(Turn turn, Event.FromOutside event) {
    switch (event) {
      case Event.ProbeFinished(String call, var result) -> Probes.finished(turn, call, result);
      case Event.TestMailArrived(String call, var result) -> Proof.arrived(turn, call, result);
      case Event.TicketOpened(String key, var ref) -> Tickets.opened(turn, key, ref);
      case Event.TicketDelayed(String key) -> Tickets.delayed(turn, key);
      case Event.TicketFailed(String key, _) -> Tickets.failed(turn, key);
      case Event.TicketCommented commented -> Elsewhere.commented(turn, commented);
      case Event.TicketChanged(var ref, var status) -> Elsewhere.changed(turn, ref, status);
      case Event.TicketDeleted(var ref) -> Elsewhere.deleted(turn, ref);
      case Event.TimerElapsed(Timer timer) -> Clock.elapsed(turn, timer);
    }
  }
}
