package annai.bot.conversation;

import annai.knowledge.Library;
import java.util.List;
import java.util.function.Function;

/**
 * The only place where a conversation changes: pure, total, without I/O and without a clock.
 *
 * <p>Safe for use by many threads.
 */
@SuppressWarnings("UnusedVariable")
public final class Engine {

  private final Function<String, Library> libraries;
  private final TicketPolicy policy;
  private final Timings timings;

  /**
   * An engine for all conversations.
   *
   * @param libraries the library of a revision; never asked for one that no conversation began with
   */
  public Engine(Function<String, Library> libraries, TicketPolicy policy, Timings timings) {
    this.libraries = libraries;
    this.policy = policy;
    this.timings = timings;
  }

  /** What the event leads to; the same for the same arguments, whenever it is asked. */
  public Transition on(Conversation conversation, Event event) {
    return new Transition(conversation, List.of());
  }
}
