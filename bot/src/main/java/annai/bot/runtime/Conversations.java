package annai.bot.runtime;

import annai.bot.conversation.Event;
import annai.bot.store.StoredMessage;
import annai.bot.store.Stores;
import annai.bot.understanding.Masking;
import annai.bot.understanding.Masking.Masked;
import annai.bot.understanding.Meaning;
import annai.connectors.probe.Credentials;
import annai.connectors.ticket.Ticket;
import annai.knowledge.Language;
import annai.knowledge.Procedure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All conversations, as the surfaces see them.
 *
 * <p>Every method that takes an id throws {@link UnknownConversationException} when there is no
 * such conversation. Safe for use by many threads and, on PostgreSQL, many processes.
 */
public final class Conversations {

  /** How many characters one message of a customer may have. */
  public static final int MAX_TEXT = 4_000;

  /**
   * A conversation that has begun.
   *
   * @param token 256 random bits, the right to this conversation; kept nowhere but with the
   *     customer
   */
  public record Started(String id, String token) {
    @Override
    public String toString() {
      return "Started[id=" + id + "]";
    }
  }

  /** What a customer sends. */
  public sealed interface Input {
    /** Words, at most {@link #MAX_TEXT} characters, in which no secret is left. */
    record Text(Masked words) implements Input {
      public Text(String text) {
        this(Masking.mask(text));
      }
    }

    /** A button. */
    record Choice(String id) implements Input {}

    /**
     * How they were helped.
     *
     * @param score from 1 to 5
     * @param words at most {@link #MAX_TEXT} characters
     */
    record Rating(int score, @Nullable Masked words) implements Input {}
  }

  /**
   * One line of the transcript.
   *
   * @param seq from 1, without a gap to the customer's eye: later rows have higher ones
   * @param from "customer", "bot", "agent" or "system"
   */
  public record Row(long seq, Instant at, String from, String type, JsonNode body) {}

  /** Where the customer is in the procedure; {@code n} from 1. */
  public record StepPosition(int n, int of, Procedure.Phase phase) {}

  /** The ticket, as the customer may see it. */
  public record TicketView(String key, String system, @Nullable URI url, boolean open) {}

  /**
   * The conversation as it is now.
   *
   * @param state the kind of the state, such as "confirming"
   * @param mailClient the catalogue id, once settled
   * @param step null outside of a procedure
   * @param ticket null until the ticket system has answered
   * @param language "ja" or "en"
   * @param withAgent whether a person holds it
   * @param lastSeq of the newest row
   */
  public record View(
      String id,
      String state,
      @Nullable String mailClient,
      @Nullable StepPosition step,
      @Nullable TicketView ticket,
      String language,
      boolean withAgent,
      long lastSeq) {}

  /** What became of a login check. */
  public sealed interface LoginCheck {
    /** It runs; its stages and its result come as rows. */
    record Accepted() implements LoginCheck {}

    /** The account had its tries. */
    record TooManyTries(Duration retryAfter) implements LoginCheck {}

    /** The conversation has not offered the form, or no longer. */
    record NotOffered() implements LoginCheck {}
  }

  private final Entry entry;
  private final Turns turns;
  private final Stores stores;
  private final Listener listener;
  private final Views views;
  private final LoginChecks loginChecks;
  private final News news;
  private final FreshRows fresh;

  Conversations(
      Entry entry,
      Turns turns,
      Stores stores,
      Listener listener,
      Views views,
      LoginChecks loginChecks,
      News news,
      FreshRows fresh) {
    this.entry = entry;
    this.turns = turns;
    this.stores = stores;
    this.listener = listener;
    this.views = views;
    this.loginChecks = loginChecks;
    this.news = news;
    this.fresh = fresh;
  }

  /**
   * Begins a conversation with its greeting.
   *
   * @param language null when the site does not know it
   */
  public Started start(@Nullable Language language) {
    return entry.start(language, id -> turns.begin(id, new Event.CameBack()));
  }

  /**
   * Returns normally when the token is this conversation's.
   *
   * @throws UnknownConversationException when it isn't, or there is no such conversation
   */
  public void authorise(String id, String token) {
    entry.authorise(id, token);
  }

  /**
   * Takes what the customer sent, once for each client message id.
   *
   * @return the seq of the customer's row; of the same row when the id came before
   * @throws InputRefusedException when it is too long, empty, or differs from what came under this
   *     client message id before
   */
  public long say(String id, String clientMessageId, Input input) {
    Inputs.require(clientMessageId, input);
    return switch (input) {
      case Input.Text text -> sayText(id, clientMessageId, text.words());
      case Input.Choice choice ->
          say(
              id,
              new Said(clientMessageId, "choice", views.choiceBody(id, choice.id())),
              new Event.Said(new Meaning.Chosen(choice.id())));
      case Input.Rating rating -> rate(id, clientMessageId, rating);
    };
  }

  private long rate(String id, String clientMessageId, Input.Rating rating) {
    Map<String, Object> body = new TreeMap<>(Map.of("score", rating.score()));
    String words = rating.words() == null ? null : rating.words().text().strip();
    if (words != null) {
      body.put("text", words);
    }
    Said said = new Said(clientMessageId, "rating", body);
    return say(id, said, new Event.Rated(rating.score(), words));
  }

  /** What a customer sent, as the transcript has it. */
  private record Said(String clientMessageId, String type, Map<String, Object> body) {}

  private long sayText(String id, String clientMessageId, Masked words) {
    Map<String, Object> body = new TreeMap<>(Map.of("text", words.text().strip()));
    return say(id, new Said(clientMessageId, "text", body), new Event.Said(listener.read(words)));
  }

  private long say(String id, Said said, Event event) {
    String json = stores.json().ofBody(said.body());
    String key = "customer/" + said.clientMessageId();
    Turn.Line line = Turn.Line.of("customer", said.type(), json).once(key);
    return turns
        .take(id, turn -> said(turn, line, key, event))
        .orElseThrow(UnknownConversationException::new);
  }

  private long said(Turn turn, Turn.Line line, String key, Event event) {
    OptionalLong seq = turn.write(line);
    if (seq.isPresent()) {
      turns.decide(turn, event);
      return seq.getAsLong();
    }
    StoredMessage before = stores.messages().once(turn.id(), key).orElseThrow();
    if (!sent(before.body()).equals(sent(line.body()))) {
      throw InputRefusedException.usedBefore();
    }
    return before.seq();
  }

  /** Without the button's label, which is looked up anew and may have changed since. */
  private List<String> sent(String json) {
    JsonNode body = stores.json().toBody(json);
    return List.of(
        body.path("text").asString(""),
        body.path("choice").asString(""),
        body.path("score").asString(""));
  }

  /** The customer opened the page again. */
  public void cameBack(String id) {
    boolean known =
        turns
            .take(
                id,
                turn -> {
                  turns.decide(turn, new Event.CameBack());
                  return true;
                })
            .isPresent();
    if (!known) {
      throw new UnknownConversationException();
    }
  }

  public View view(String id) {
    return views.view(id);
  }

  /** The rows after {@code afterSeq} in their order, at most {@code limit}. */
  public List<Row> rows(String id, long afterSeq, int limit) {
    return views.rows(id, afterSeq, limit);
  }

  /**
   * The rows after {@code afterSeq} for whoever has the token, of those that were written as long
   * as it held.
   *
   * @throws UnknownConversationException as {@link #authorise}
   */
  public List<Row> rowsFor(String id, String token, long afterSeq, int limit) {
    return fresh
        .after(id, Entry.hash(token), afterSeq, limit)
        .map(views::rows)
        .orElseGet(
            () -> {
              List<Row> rows = views.rows(id, afterSeq, limit);
              entry.authorise(id, token);
              return rows;
            });
  }

  /**
   * Calls {@code wake} whenever there may be new rows: a hint, which may come for nothing.
   *
   * @param wake must not block
   */
  public AutoCloseable onNews(String id, Runnable wake) {
    return news.subscribe(id, wake);
  }

  /**
   * Tries one login at the provider's mail server, without waiting for it.
   *
   * @param credentials taken over; zeroed whatever happens
   */
  public LoginCheck checkLogin(String id, Credentials credentials) {
    return loginChecks.check(id, credentials);
  }

  /** A code by which another device may join, once, within 15 minutes. */
  public String resumeCode(String id) {
    return entry.resumeCode(id);
  }

  /**
   * Joins by a code, or by that of a letter's link, with a token of its own.
   *
   * @throws LetterLinkException when it is a letter's, and was used or is too old
   * @throws UnknownConversationException when the code is unknown, used or too old
   */
  public Started resume(String code) {
    return entry.resume(code);
  }

  /** Erases the conversation and what the customer told. */
  public void erase(String id) {
    entry.erase(id);
    fresh.forget(id);
  }

  /** The ticket with its comments as its system has it now; empty when there is none yet. */
  public Optional<Ticket> ticket(String id) {
    return views.ticket(id);
  }
}
