package annai.bot.runtime;

import annai.bot.conversation.ProcedureStep;
import annai.bot.runtime.Conversations.Row;
import annai.bot.runtime.Conversations.StepPosition;
import annai.bot.runtime.Conversations.TicketView;
import annai.bot.store.AgentQueueStore;
import annai.bot.store.AgentQueueStore.Search;
import annai.knowledge.Language;
import annai.knowledge.Procedure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
  private static final int FOUND = 50;
  private static final Duration LISTED_FOR = Duration.ofDays(30);
  private static final Duration SEARCHED_FOR = Duration.ofDays(366);

  /**
   * A conversation in a list.
   *
   * @param mailClient the catalogue id, or the name of one without a procedure
   * @param mailClientName in the reader's language
   * @param agent who holds it; null when nobody does, or the ticket's side
   * @param calledFor why a person was called; null when none was, or one has come
   * @param words the customer's newest words or button, shortened; null when there are none
   * @param lastFrom whose the newest row is; null when there is none
   * @param passedBy the colleague who handed it to its agent, who has done nothing with it yet, and
   * @param passedAt when; null otherwise
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
      @Nullable TicketView ticket,
      @Nullable String passedBy,
      @Nullable Instant passedAt) {}

  /** Conversations, and how many there are when not all are listed. */
  public record Waiting(int count, List<Listed> conversations) {}

  /** A page of what was looked for, and whether there is another. */
  public record Found(List<Listed> conversations, boolean more) {}

  /** A mail client that the provider knows, in the reader's language. */
  public record NamedMailClient(String id, String name) {}

  /** The steps of a mail client's procedure: to look at, then to change. */
  public record ProcedureSteps(String mailClient, String name, List<ListedStep> steps) {}

  /**
   * A step that can be picked.
   *
   * @param n from 1 within its phase; null for the check question
   * @param text in the reader's language
   */
  public record ListedStep(Procedure.Phase phase, String id, @Nullable Integer n, String text) {}

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
   * @param letters whether answers go to them by mail when they have left: "agreed", "not-agreed",
   *     "no-address", or "off" where no mail goes out
   */
  public record Person(
      @Nullable String name, @Nullable String mailAddress, String trust, String letters) {}

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

  private final AgentTurns turns;
  private final AgentViews views;
  private final StepCards steps;
  private final InstantSource clock;
  private final AgentQueueStore queue;

  AgentConversations(
      AgentTurns turns,
      AgentViews views,
      StepCards steps,
      AgentQueueStore queue,
      InstantSource clock) {
    this.turns = turns;
    this.views = views;
    this.steps = steps;
    this.queue = queue;
    this.clock = clock;
  }

  /** Where a person was called and none has come, the longest waiting first; at most 200. */
  public Waiting waiting(Language reader) {
    return new Waiting(queue.countWaiting(), views.list(queue.waiting(LISTED), reader));
  }

  /** What isn't closed and changed in the last 30 days, the newest change first; at most 200. */
  public List<Listed> open(Language reader) {
    return views.list(queue.open(clock.instant().minus(LISTED_FOR), LISTED), reader);
  }

  /** What an agent holds, what a colleague has just handed to them first; at most 200. */
  public List<Listed> heldBy(String agent, Language reader) {
    return views.list(queue.heldBy(agent, LISTED), reader);
  }

  /**
   * What fits, of the last year, the newest change first; 50 on a page.
   *
   * @param page from 0 to 19
   */
  public Found search(Search search, int page, Language reader) {
    Instant after = clock.instant().minus(SEARCHED_FOR);
    List<Listed> found = views.list(queue.search(search, after, page * FOUND, FOUND + 1), reader);
    return new Found(found.stream().limit(FOUND).toList(), found.size() > FOUND);
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

  /** The mail clients that the provider knows at present. */
  public List<NamedMailClient> mailClients(Language reader) {
    return steps.mailClients(reader);
  }

  /** What can be sent as a step, or handed back at: of the conversation's own revision. */
  public List<ProcedureSteps> procedures(String id, Language reader) {
    return steps.procedures(id, reader);
  }

  /** Takes the conversation, also from a colleague; from now on the bot has no words. */
  public Outcome claim(String id, String agent, long epoch) {
    return turns.claim(id, agent, epoch);
  }

  /**
   * Writes to the customer, once for each client message id. What the bot or the ticket's side
   * holds is claimed by it; what a colleague holds must be claimed first.
   *
   * @throws InputRefusedException when the text is too long, empty or has control characters, or
   *     differs from what came under this client message id before
   */
  public Outcome reply(String id, String agent, long epoch, String clientMessageId, String text) {
    return turns.reply(id, agent, epoch, clientMessageId, text);
  }

  /**
   * Shows the customer a step, once for each client message id; the agent must hold it.
   *
   * @throws InputRefusedException when the conversation's revision has no such step
   */
  public Outcome sendStep(
      String id, String agent, long epoch, String clientMessageId, ProcedureStep step) {
    return turns.sendStep(id, agent, epoch, clientMessageId, step);
  }

  /** Looks at the provider's server anew, for the agent who holds it; one look at a time. */
  public Outcome probe(String id, String agent, long epoch) {
    return turns.probe(id, agent, epoch);
  }

  /**
   * Gives the conversation back to the bot.
   *
   * @param at where the bot goes on; null for where it was
   * @throws InputRefusedException when the conversation's revision has no such step
   */
  public Outcome handBack(String id, String agent, long epoch, @Nullable ProcedureStep at) {
    return turns.handBack(id, agent, epoch, at);
  }

  /**
   * Hands it to a colleague; the agent must hold it, and the customer is told.
   *
   * @param note for the colleague's eyes; null for none
   */
  public Outcome passOn(
      String id,
      String agent,
      long epoch,
      String to,
      String clientMessageId,
      @Nullable String note) {
    return turns.passOn(id, agent, epoch, to, clientMessageId, note);
  }

  /**
   * Calls it solved, which closes its ticket; the agent must hold it. The bot watches from then on.
   *
   * @param words to the customer; null for none
   */
  public Outcome solve(
      String id, String agent, long epoch, String clientMessageId, @Nullable String words) {
    return turns.solve(id, agent, epoch, clientMessageId, words);
  }

  /** Writes a note that only agents see, once for each client message id, whoever holds it. */
  public Outcome note(String id, String agent, String clientMessageId, String text) {
    return turns.note(id, agent, clientMessageId, text);
  }
}
