package annai.bot.runtime;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.Event;
import annai.bot.conversation.Transition;
import annai.bot.store.Stores;
import annai.bot.webhooks.Announcements;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The one writer of every conversation: locks its row, decides, and commits the new state together
 * with all that follows from it.
 */
final class Turns {

  private final Stores stores;
  private final Decider decider;
  private final Effects effects;
  private final Announcements announcements;
  private final News news;
  private final FreshRows fresh;
  private final InstantSource clock;

  Turns(
      Stores stores,
      Decider decider,
      Effects effects,
      Announcements announcements,
      News news,
      FreshRows fresh,
      InstantSource clock) {
    this.stores = stores;
    this.decider = decider;
    this.effects = effects;
    this.announcements = announcements;
    this.news = news;
    this.fresh = fresh;
    this.clock = clock;
  }

  /** Lets a new conversation begin with its first event. */
  void begin(String id, Event event) {
    take(
        id,
        turn -> {
          announcements.conversationOpened(turn.conversation(), turn.now());
          decide(turn, event);
          return true;
        });
  }

  /** Lets something happen to a conversation; nothing when it is gone. */
  void happen(String id, Event event) {
    take(
        id,
        turn -> {
          decide(turn, event);
          return true;
        });
  }

  /**
   * Runs the work as one turn. It joins a transaction that runs already.
   *
   * @return what the work answers; empty when there is no such conversation
   */
  <T> Optional<T> take(String id, Function<Turn, T> work) {
    return stores
        .database()
        .inTransaction(
            () ->
                stores
                    .conversations()
                    .lock(id)
                    .map(stored -> new Turn(stored, stores.messages(), clock.instant()))
                    .map(turn -> committed(turn, work)));
  }

  private <T> T committed(Turn turn, Function<Turn, T> work) {
    Conversation before = turn.conversation();
    long seq = turn.nextSeq();
    T answer = work.apply(turn);
    if (!turn.conversation().equals(before)) {
      stores.conversations().update(turn.conversation(), turn.nextSeq(), turn.now());
      expectAddress(before, turn.conversation());
      announcements.turned(before, turn.conversation(), turn.now());
    } else if (turn.nextSeq() != seq) {
      stores.conversations().advance(turn.id(), turn.nextSeq());
    }
    if (turn.nextSeq() != seq) {
      tell(turn);
    }
    return answer;
  }

  /** Decides what an event leads to and does it, within a turn. */
  void decide(Turn turn, Event event) {
    Transition transition = decider.on(turn.conversation(), event);
    turn.become(transition.next());
    effects.perform(turn, transition);
  }

  private void expectAddress(Conversation before, Conversation next) {
    String address = next.customer().mailAddress();
    if (address != null && !address.equals(before.customer().mailAddress())) {
      stores.testMails().expect(next.id(), address);
    }
  }

  private void tell(Turn turn) {
    String id = turn.id();
    if (!stores.database().embedded()) {
      PostgresNews.tell(stores.database(), news, id);
    }
    if (news.isHeard(id)) {
      stores
          .database()
          .atCommit(
              () -> Set.copyOf(stores.conversations().tokenHashes(id)),
              rights -> fresh.committed(id, turn.written(), rights));
    }
    stores.database().afterCommit(() -> news.wake(id));
  }
}
