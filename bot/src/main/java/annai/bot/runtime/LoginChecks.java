package annai.bot.runtime;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.Event;
import annai.bot.conversation.State;
import annai.bot.runtime.Conversations.LoginCheck;
import annai.bot.store.Stores;
import annai.connectors.probe.Credentials;
import annai.connectors.probe.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries logins with one-time credentials, which go from hand to hand and are written nowhere.
 *
 * <p>A check that dies with its process can't be resumed; its conversation then hears that we
 * failed.
 */
final class LoginChecks {

  private static final Logger LOG = LoggerFactory.getLogger(LoginChecks.class);

  /** The probe's own deadline and then some. */
  private static final Duration LOST_AFTER = Duration.ofSeconds(45);

  private final Stores stores;
  private final ProbeWorker probes;
  private final LoginBudget budget;
  private final ProviderProbe probe;
  private final Agenda agenda;
  private final InstantSource clock;
  private final Executor threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("login-check-", 0).factory());

  LoginChecks(
      Stores stores,
      ProbeWorker probes,
      LoginBudget budget,
      ProviderProbe probe,
      Agenda agenda,
      InstantSource clock) {
    this.stores = stores;
    this.probes = probes;
    this.budget = budget;
    this.probe = probe;
    this.agenda = agenda;
    this.clock = clock;
  }

  LoginCheck check(String id, Credentials credentials) {
    boolean handedOver = false;
    try {
      Conversation conversation =
          stores
              .conversations()
              .find(id)
              .orElseThrow(UnknownConversationException::new)
              .conversation();
      String call = conversation.awaited().loginCheck();
      if (call == null || conversation.state() instanceof State.WithAgent) {
        return new LoginCheck.NotOffered();
      }
      Instant now = clock.instant();
      Optional<Duration> wait = budget.take(credentials.userName(), now);
      if (wait.isPresent()) {
        return new LoginCheck.TooManyTries(wait.get());
      }
      String lost = id + "/login/" + call;
      stores.database().run(() -> noteLost(call, lost, now));
      long epoch = conversation.epoch();
      threads.execute(() -> run(id, call, epoch, lost, credentials));
      handedOver = true;
      return new LoginCheck.Accepted();
    } finally {
      if (!handedOver) {
        credentials.close();
      }
    }
  }

  private void noteLost(String call, String lost, Instant now) {
    agenda.at(
        Agenda.DELIVERY,
        lost,
        stores
            .json()
            .ofEvent(new Event.ProbeFinished(call, ProbeWorker.ownFailure(probe.target()))),
        now.plus(LOST_AFTER));
  }

  private void run(String id, String call, long epoch, String lost, Credentials credentials) {
    ProbeResult result = logIn(id, call, credentials);
    try {
      stores
          .database()
          .run(
              () -> {
                probes.finish(id, call, epoch, result);
                agenda.strike(Agenda.DELIVERY, lost);
              });
    } catch (RuntimeException e) {
      LOG.error("Result of a login check could not be handed to its conversation", e);
    }
  }

  private ProbeResult logIn(String id, String call, Credentials credentials) {
    try (credentials) {
      return probe.logIn(credentials, stage -> probes.show(id, call, stage));
    } catch (RuntimeException e) {
      // no exception text: nobody can promise that none holds what was typed
      LOG.warn("Login check failed on our side: {}", e.getClass().getName());
      return ProbeWorker.ownFailure(probe.target());
    }
  }
}
