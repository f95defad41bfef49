package annai.bot.runtime;

import annai.bot.conversation.Engine;
import annai.bot.conversation.Shipped;
import annai.bot.conversation.TicketPolicy;
import annai.bot.runtime.Conversations.Row;
import annai.bot.runtime.Conversations.Started;
import annai.bot.store.Database;
import annai.bot.store.DatabaseSettings;
import annai.bot.store.Stores;
import annai.bot.webhooks.Webhooks;
import annai.connectors.probe.Credentials;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTrace;
import annai.connectors.probe.Stage;
import annai.connectors.probe.StageResult;
import annai.connectors.probe.Verdict;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.knowledge.Language;
import annai.knowledge.Library;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A runtime with a {@link ScriptedTalk} and a mail server that is always healthy. */
final class RunningTalk implements AutoCloseable {

  static final String TARGET = "mail.example:587";

  final Stores stores;
  final ConversationRuntime runtime;
  final Conversations conversations;
  final List<TicketRef> erased = new CopyOnWriteArrayList<>();
  final AtomicInteger logins = new AtomicInteger();
  private final Database database;

  RunningTalk(DatabaseSettings settings, TicketSystem tickets) {
    this(settings, tickets, scripted());
  }

  /** With tickets that are kept in the same database. */
  RunningTalk(DatabaseSettings settings, Function<Database, TicketSystem> tickets) {
    this(Database.open(settings), tickets, scripted(), Webhooks.Settings.NONE);
  }

  RunningTalk(DatabaseSettings settings, TicketSystem tickets, ConversationRuntime.Mind mind) {
    this(settings, tickets, mind, Webhooks.Settings.NONE);
  }

  RunningTalk(DatabaseSettings settings, TicketSystem tickets, Webhooks.Settings hooks) {
    this(settings, tickets, scripted(), hooks);
  }

  private RunningTalk(
      DatabaseSettings settings,
      TicketSystem tickets,
      ConversationRuntime.Mind mind,
      Webhooks.Settings hooks) {
    this(Database.open(settings), _ -> tickets, mind, hooks);
  }

  /** With the shipped engine, which asks about letters, and mail that goes out by a clock. */
  RunningTalk(DatabaseSettings settings, TicketSystem tickets, Post post, InstantSource clock) {
    this(
        Database.open(settings),
        _ -> tickets,
        shipped(Shipped.engineWithLetters(TicketPolicy.ON_FAILURE)),
        Webhooks.Settings.NONE,
        post,
        clock);
  }

  private RunningTalk(
      Database database,
      Function<Database, TicketSystem> tickets,
      ConversationRuntime.Mind mind,
      Webhooks.Settings hooks) {
    this(database, tickets, mind, hooks, null, InstantSource.system());
  }

  private RunningTalk(
      Database database,
      Function<Database, TicketSystem> tickets,
      ConversationRuntime.Mind mind,
      Webhooks.Settings hooks,
      @Nullable Post post,
      InstantSource clock) {
    this.database = database;
    Outside outside = new Outside(new HealthyProbe(), tickets.apply(database), erased::add, hooks);
    stores = Stores.of(database);
    AtomicInteger tokens = new AtomicInteger();
    runtime =
        new ConversationRuntime(
            stores,
            mind,
            post == null ? outside : outside.with(post),
            new TestMailInvitations(
                stores.testMails(),
                () -> "%016d".formatted(tokens.incrementAndGet()),
                token -> "check-" + token + "@probe.example",
                Duration.ofMinutes(30)),
            clock);
    conversations = runtime.conversations();
    runtime.start();
  }

  private static ConversationRuntime.Mind scripted() {
    ScriptedTalk talk = new ScriptedTalk();
    return new ConversationRuntime.Mind(talk, talk, talk, new NoLibraries(), Language.JA);
  }

  /** The engine and the wording that are shipped; of words, only the text is understood. */
  static ConversationRuntime.Mind shipped() {
    return shipped(Shipped.engine(TicketPolicy.ON_FAILURE));
  }

  private static ConversationRuntime.Mind shipped(Engine engine) {
    return new ConversationRuntime.Mind(
        engine::on,
        Speaker.of(Shipped.wording(Language.JA)),
        new ScriptedTalk(),
        new Libraries() {
          @Override
          public Library current() {
            return Shipped.LIBRARY;
          }

          @Override
          public Library of(String revision) {
            return Shipped.LIBRARY;
          }
        },
        Language.JA);
  }

  /** By the clock of the runtime. */
  Instant now() {
    return InstantSource.system().instant();
  }

  /** What the bot said, as words. */
  List<String> said(Started talk) {
    return conversations.rows(talk.id(), 0, 1_000).stream()
        .filter(row -> row.from().equals("bot"))
        .map(row -> row.body().path("text").asString(""))
        .toList();
  }

  List<Row> rows(Started talk) {
    return conversations.rows(talk.id(), 0, 1_000);
  }

  long say(Started talk, String clientMessageId, String words) {
    return conversations.say(talk.id(), clientMessageId, new Conversations.Input.Text(words));
  }

  @Override
  public void close() {
    runtime.close();
    database.close();
  }

  private final class HealthyProbe implements ProviderProbe {
    @Override
    public String target() {
      return TARGET;
    }

    @Override
    public ProbeResult look(boolean fresh, Consumer<StageResult> onStage) {
      StageResult stage =
          new StageResult(Stage.CONNECT, StageResult.State.OK, 3, "220 secret banner");
      onStage.accept(stage);
      return new ProbeResult.Healthy(
          Verdict.OK, new ProbeTrace(TARGET, List.of(stage), null, Set.of(), null), null);
    }

    @Override
    public ProbeResult logIn(Credentials credentials, Consumer<StageResult> onStage) {
      logins.incrementAndGet();
      if (String.valueOf(credentials.userName()).startsWith("broken")) {
        throw new IllegalStateException("saw " + String.valueOf(credentials.password()));
      }
      credentials.close();
      return look(true, onStage);
    }
  }

  private static final class NoLibraries implements Libraries {
    @Override
    public Library current() {
      return of("r1");
    }

    @Override
    public Library of(String revision) {
      return (Library)
          Proxy.newProxyInstance(
              Library.class.getClassLoader(),
              new Class<?>[] {Library.class},
              (_, method, _) ->
                  switch (method.getName()) {
                    case "revision" -> revision;
                    default -> throw new UnsupportedOperationException(method.getName());
                  });
    }
  }
}
