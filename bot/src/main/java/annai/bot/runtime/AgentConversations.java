package annai.bot.runtime;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.Event;
import annai.bot.conversation.State;
import annai.bot.runtime.Conversations.Row;
import annai.bot.runtime.Conversations.StepPosition;
import annai.bot.runtime.Conversations.TicketView;
import annai.bot.runtime.InputRefusedException.Reason;
import annai.bot.store.StateJson;
import annai.bot.store.StoredMessage;
import annai.bot.store.Stores;
import annai.knowledge.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All conversations, as agents see and take them.
 *
 * <p>Whatever changes who speaks is fenced: it carries the epoch that the agent saw and is refused,
 * in the same transaction, when that is no longer the conversation's. An agent is known by a name
 * that is nobody else's. Every method that takes an id throws {@link UnknownConversationException}
 * when there is no such conversation. Safe for use by many threads and, on PostgreSQL, processes.
 */
public final class AgentConversations {

  private static final int LISTED = 200;
  private static final Duration LISTED_FOR = Duration.ofDays(30);

  /**
   * A conversation in a list.
   *
   * @param mailClient the catalogue id, or the name of one without a procedure
   * @param mailClientName in the reader's language
   * @param agent who holds it; null when nobody does, or the ticket's side
   * @param calledFor why a person was called; null when none was, or one has come
   * @param words the customer's newest words or button, shortened; null when there are none
   * @param lastFrom whose the newest row is; null when there is none
   */
  public record Listed(
      String id,
      String state,
      String language,
      @Nullable String mailClient,
      @Nullable String mailClientName,
      @Nullable String agent,
      @Nullable String calledFor,
      @Nullable Instant calledAt,
      @Nullable String words,
      @Nullable String lastFrom,
      @Nullable Instant lastAt,
      @Nullable TicketView ticket) {}

  /** Conversations, and how many there are when not all are listed. */
  public record Waiting(int count, List<Listed> conversations) {}

  /** One conversation with what is known. */
  public record AgentView(
      Listed conversation,
      long epoch,
      Instant createdAt,
      Person customer,
      @Nullable StepPosition step,
      List<DoneStep> stepsDone,
      List<Evidence> evidence,
      long lastSeq) {}

  /**
   * The customer.
   *
   * @param trust "stated", "signed" or "proven"
   */
  public record Person(@Nullable String name, @Nullable String mailAddress, String trust) {}

  /**
   * A step that the customer did.
   *
   * @param phase "confirm" or "change"
   * @param text in the reader's language; the id where the revision has no such step any more
   */
  public record DoneStep(String phase, String id, String text) {}

  /**
   * What was found.
   *
   * @param purpose "baseline", "after-change" or "outage"
   * @param verdict the word of the closed list
   * @param ok whether nothing wrong was found
   * @param whoActs "customer", "provider" or "nobody-yet"
   * @param account who logged in, as the server wrote it
   * @param reply the server's own words that decided
   */
  public record Evidence(
      String purpose,
      String verdict,
      boolean ok,
      String whoActs,
      String target,
      @Nullable String account,
      @Nullable String reply,
      List<StageLine> stages) {}

  /** One stage of a probe. */
  public record StageLine(String stage, String state, long millis, @Nullable String reply) {}

  /** A row, with whether the customer sees it. */
  public record AgentRow(Row row, boolean forCustomer) {}

  /** What became of something that an agent wanted. */
  public sealed interface Outcome {
    /**
     * It is so.
     *
     * @param epoch to be carried from now on
     * @param seq of the row that was written; of the newest one where none was
     */
    record Done(long epoch, long seq) implements Outcome {}

    /**
     * The conversation is not as the agent saw it, and nothing was done.
     *
     * @param agent who holds it now; null when nobody does, or the ticket's side
     */
    record Stale(long epoch, String state, @Nullable String agent) implements Outcome {}
  }

  private final Turns turns;
  private final Stores stores;
  private final TicketEffects tickets;
  private final AgentViews views;
  private final InstantSource clock;

  AgentConversations(
      Turns turns, Stores stores, TicketEffects tickets, AgentViews views, InstantSource clock) {
    this.turns = turns;
    this.stores = stores;
    this.tickets = tickets;
    this.views = views;
    this.clock = clock;
  }

  /** Where a person was called and none has come, the longest waiting first; at most 200. */
  public Waiting waiting(Language reader) {
    return new Waiting(
        stores.queue().countWaiting(), views.list(stores.queue().waiting(LISTED), reader));
  }

  /** What isn't closed and changed in the last 30 days, the newest change first; at most 200. */
  public List<Listed> open(Language reader) {
    return views.list(stores.queue().open(clock.instant().minus(LISTED_FOR), LISTED), reader);
  }

  /**
   * One conversation.
   *
   * @param reader in whose language the steps are
   */
  public AgentView view(String id, Language reader) {
    return views.view(id, reader);
  }

  /** The rows after {@code afterSeq} in their order, also those that customers don't see. */
  public List<AgentRow> rows(String id, long afterSeq, int limit) {
    return views.rows(id, afterSeq, limit);
  }

  /** Takes the conversation, also from a colleague; from now on the bot has no words. */
  public Outcome claim(String id, String agent, long epoch) {
    return take(
        id,
        turn -> {
          if (agent.equals(holder(turn.conversation()))) {
            return done(turn, turn.nextSeq() - 1);
          }
          if (turn.conversation().epoch() != epoch) {
            return stale(turn);
          }
          claim(turn, agent);
          return done(turn, turn.nextSeq() - 1);
        });
  }

  /**
   * Writes to the customer, once for each client message id. What the bot or the ticket's side
   * holds is claimed by it; what a colleague holds must be claimed first.
   *
   * @throws InputRefusedException when the text is too long, empty or has control characters, or
   *     differs from what came under this client message id before
   */
  public Outcome reply(String id, String agent, long epoch, String clientMessageId, String text) {
    String words = AgentWords.clean(text);
    Turn.Line line = line("text", agent, clientMessageId, words);
    return take(
        id,
        turn -> {
          Optional<Outcome> before = before(turn, line);
          if (before.isPresent()) {
            return before.get();
          }
          String holder = holder(turn.conversation());
          boolean mine = agent.equals(holder);
          if (turn.conversation().epoch() != epoch || (holder != null && !mine)) {
            return stale(turn);
          }
          if (!mine) {
            claim(turn, agent);
          }
          long seq = turn.write(line).orElseThrow();
          tickets.agentWrote(turn, "reply-" + seq, agent, words);
          return done(turn, seq);
        });
  }

  /** Gives the conversation back to the bot, which goes on where it was. */
  public Outcome handBack(String id, String agent, long epoch) {
    return take(
        id,
        turn -> {
          boolean held = turn.conversation().state() instanceof State.WithAgent;
          String holder = holder(turn.conversation());
          boolean another = holder != null && !holder.equals(agent);
          if (turn.conversation().epoch() != epoch || !held || another) {
            return stale(turn);
          }
          turns.decide(turn, new Event.AgentReleased(agent));
          return done(turn, turn.nextSeq() - 1);
        });
  }

  /** Writes a note that only agents see, once for each client message id, whoever holds it. */
  public Outcome note(String id, String agent, String clientMessageId, String text) {
    Turn.Line line = line("note", agent, clientMessageId, AgentWords.clean(text)).forAgents();
    return take(
        id,
        turn -> {
          Optional<Outcome> before = before(turn, line);
          return before.isPresent() ? before.get() : done(turn, turn.write(line).orElseThrow());
        });
  }

  private Outcome take(String id, Function<Turn, Outcome> work) {
    return turns.take(id, work).orElseThrow(UnknownConversationException::new);
  }

  private void claim(Turn turn, String agent) {
    stores
        .conversations()
        .agentCame(turn.id())
        .ifPresent(called -> stores.handOffWaits().add(called, turn.now()));
    turns.decide(turn, new Event.AgentClaimed(agent));
  }

  private Turn.Line line(String type, String agent, String clientMessageId, String words) {
    Inputs.requireId(clientMessageId);
    String body = stores.json().ofBody(new TreeMap<>(Map.of("author", agent, "text", words)));
    return Turn.Line.of("agent", type, body).once("agent/" + clientMessageId);
  }

  private Optional<Outcome> before(Turn turn, Turn.Line line) {
    Optional<StoredMessage> stored =
        stores.messages().once(turn.id(), String.valueOf(line.onceKey()));
    if (stored.isPresent() && !stored.get().body().equals(line.body())) {
      throw new InputRefusedException(
          Reason.CONFLICT,
          "clientMessageId was used before for another message; expected a new one");
    }
    return stored.map(message -> done(turn, message.seq()));
  }

  private static @Nullable String holder(Conversation conversation) {
    return conversation.state() instanceof State.WithAgent(String agent) ? agent : null;
  }

  private static Outcome done(Turn turn, long seq) {
    return new Outcome.Done(turn.conversation().epoch(), seq);
  }

  private static Outcome stale(Turn turn) {
    Conversation now = turn.conversation();
    return new Outcome.Stale(now.epoch(), StateJson.kindOf(now.state()), holder(now));
  }
}
