package annai.bot.runtime;

import annai.bot.conversation.Event;
import annai.bot.store.Stores;
import annai.bot.store.TestMailStore.AwaitedTestMail;
import annai.connectors.probe.ProbeResult;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes test mails for the conversations that await them. */
public final class TestMailInbox {

  private static final Logger LOG = LoggerFactory.getLogger(TestMailInbox.class);

  private final Stores stores;
  private final Turns turns;
  private final InstantSource clock;

  TestMailInbox(Stores stores, Turns turns, InstantSource clock) {
    this.stores = stores;
    this.turns = turns;
    this.clock = clock;
  }

  /** What is awaited under a token that is neither used nor expired. */
  public Optional<AwaitedTestMail> find(String token) {
    return stores.testMails().open(token, clock.instant());
  }

  /**
   * Hands a judged test mail to its conversation; committed when this returns.
   *
   * <p>A token stays open until a mail proves what it was made for, for the customer may correct a
   * setting and send to the same address again.
   */
  public void arrived(String token, ProbeResult result) {
    find(token)
        .ifPresent(
            awaited ->
                turns.take(
                    awaited.conversation(),
                    turn -> {
                      take(turn, awaited, result);
                      return true;
                    }));
  }

  private void take(Turn turn, AwaitedTestMail awaited, ProbeResult result) {
    if (result instanceof ProbeResult.Healthy && !stores.testMails().use(awaited.token())) {
      return;
    }
    if (ProbeWorker.stale(turn, awaited.epoch())) {
      LOG.info("Test mail '{}' of an older epoch refused", result.verdict());
      return;
    }
    turns.decide(turn, new Event.TestMailArrived(awaited.call(), result));
  }
}
