package annai.bot.runtime;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.Event;
import annai.bot.conversation.ProcedureStep;
import annai.bot.conversation.State;
import annai.bot.runtime.AgentConversations.Outcome;
import annai.bot.store.StateJson;
import annai.bot.store.StoredMessage;
import annai.bot.store.Stores;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What agents do, each deed one turn of its conversation: fenced by the epoch that the agent saw,
 * and by who holds it.
 */
final class AgentTurns {

  private final Turns turns;
  private final Stores stores;
  private final TicketEffects tickets;
  private final StepCards steps;
  private final Letters.Desk letters;

  AgentTurns(
      Turns turns, Stores stores, TicketEffects tickets, StepCards steps, Letters.Desk letters) {
    this.turns = turns;
    this.stores = stores;
    this.tickets = tickets;
    this.steps = steps;
    this.letters = letters;
  }

  Outcome claim(String id, String agent, long epoch) {
    return take(
        id,
        turn -> {
          if (agent.equals(holder(turn.conversation()))) {
            stores.conversations().tookUp(turn.id());
            return done(turn, turn.nextSeq() - 1);
          }
          if (turn.conversation().epoch() != epoch) {
            return stale(turn);
          }
          claim(turn, agent);
          return done(turn, turn.nextSeq() - 1);
        });
  }

  Outcome reply(String id, String agent, long epoch, String clientMessageId, String text) {
    String words = AgentWords.clean(text);
    Turn.Line line = words("text", agent, clientMessageId, words);
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
          if (mine) {
            stores.conversations().tookUp(turn.id());
          } else {
            claim(turn, agent);
          }
          return done(turn, say(turn, line, agent, words));
        });
  }

  Outcome sendStep(
      String id, String agent, long epoch, String clientMessageId, ProcedureStep step) {
    Inputs.requireId(clientMessageId);
    return take(
        id,
        turn -> {
          Map<String, Object> card = new TreeMap<>(steps.card(step, turn.conversation()));
          card.put("author", agent);
          Turn.Line line = line("step", clientMessageId, stores.json().ofBody(card));
          Optional<Outcome> before = before(turn, line);
          if (before.isPresent()) {
            return before.get();
          }
          if (!holds(turn, agent, epoch)) {
            return stale(turn);
          }
          return done(turn, say(turn, line, agent, String.valueOf(card.get("text"))));
        });
  }

  Outcome probe(String id, String agent, long epoch) {
    return held(
        id,
        agent,
        epoch,
        turn -> {
          if (turn.conversation().awaited().agentProbe() == null) {
            turns.decide(turn, new Event.AgentProbed(agent));
          }
        });
  }

  Outcome handBack(String id, String agent, long epoch, @Nullable ProcedureStep at) {
    return take(
        id,
        turn -> {
          if (at != null) {
            steps.require(at, turn.conversation());
          }
          boolean held = turn.conversation().state() instanceof State.WithAgent;
          String holder = holder(turn.conversation());
          boolean another = holder != null && !holder.equals(agent);
          if (turn.conversation().epoch() != epoch || !held || another) {
            return stale(turn);
          }
          turns.decide(turn, new Event.AgentReleased(agent, at));
          return done(turn, turn.nextSeq() - 1);
        });
  }

  Outcome passOn(
      String id,
      String agent,
      long epoch,
      String to,
      String clientMessageId,
      @Nullable String note) {
    Turn.Line line =
        note == null
            ? null
            : words("note", agent, clientMessageId, AgentWords.clean(note)).forAgents();
    return held(
        id,
        agent,
        epoch,
        turn -> {
          if (line != null) {
            turn.write(line);
          }
          claim(turn, to);
          stores.conversations().passedBy(turn.id(), agent, turn.now());
        });
  }

  Outcome solve(
      String id, String agent, long epoch, String clientMessageId, @Nullable String text) {
    String words = text == null ? null : AgentWords.clean(text);
    Turn.Line line = words == null ? null : words("text", agent, clientMessageId, words);
    return held(
        id,
        agent,
        epoch,
        turn -> {
          if (line != null && words != null) {
            say(turn, line, agent, words);
          }
          turns.decide(turn, new Event.AgentSolved(agent));
        });
  }

  Outcome note(String id, String agent, String clientMessageId, String text) {
    Turn.Line line = words("note", agent, clientMessageId, AgentWords.clean(text)).forAgents();
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

  /** For what only the agent may do who has the conversation. */
  private Outcome held(String id, String agent, long epoch, Consumer<Turn> work) {
    return take(
        id,
        turn -> {
          if (!holds(turn, agent, epoch)) {
            return stale(turn);
          }
          stores.conversations().tookUp(turn.id());
          work.accept(turn);
          return done(turn, turn.nextSeq() - 1);
        });
  }

  private static boolean holds(Turn turn, String agent, long epoch) {
    return turn.conversation().epoch() == epoch && agent.equals(holder(turn.conversation()));
  }

  private void claim(Turn turn, String agent) {
    stores
        .conversations()
        .agentCame(turn.id())
        .ifPresent(called -> stores.handOffWaits().add(called, turn.now()));
    turns.decide(turn, new Event.AgentClaimed(agent));
  }

  /** To the customer, and to the ticket. */
  private long say(Turn turn, Turn.Line line, String agent, String words) {
    long seq = turn.write(line).orElse(turn.nextSeq() - 1);
    tickets.agentWrote(turn, "reply-" + seq, agent, words);
    letters.answered(turn, seq);
    return seq;
  }

  private Turn.Line words(String type, String agent, String clientMessageId, String words) {
    Inputs.requireId(clientMessageId);
    return line(
        type,
        clientMessageId,
        stores.json().ofBody(new TreeMap<>(Map.of("author", agent, "text", words))));
  }

  private static Turn.Line line(String type, String clientMessageId, String body) {
    return Turn.Line.of("agent", type, body).once("agent/" + clientMessageId);
  }

  private Optional<Outcome> before(Turn turn, Turn.Line line) {
    Optional<StoredMessage> stored =
        stores.messages().once(turn.id(), String.valueOf(line.onceKey()));
    if (stored.isPresent() && !stored.get().body().equals(line.body())) {
      throw InputRefusedException.usedBefore();
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
