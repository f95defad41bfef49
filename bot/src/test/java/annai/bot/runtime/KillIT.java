package annai.bot.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import annai.bot.conversation.State;
import annai.bot.desk.BuiltInTicketSystem;
import annai.bot.runtime.Conversations.Row;
import annai.bot.store.Database;
import annai.bot.store.DatabaseSettings;
import annai.bot.store.MessageStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in mid-conversation: what was acknowledged is there, once, and goes on. */
class KillIT {

  private static final int KILLS = 3;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final Map<String, Long> acknowledged = new LinkedHashMap<>();

  @Test
  @Timeout(300)
  void process_killedInMidConversation_goesOnAtTheSameStepWithNothingLostOrDoubled()
      throws Exception {
    String id = "";
    int said = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (Child child = new Child(folder)) {
        child.answer();
        if (kill == 0) {
          child.tell("start");
          id = child.answer();
          child.tell("say " + id + " open open");
          child.take(acknowledged);
          said++;
        } else {
          repeatAll(child, id);
        }
        for (int i = 0; i < 6; i++) {
          child.tell("say %s m%d-%d %s".formatted(id, kill, i, i == 2 ? "comment" : "probe"));
          child.take(acknowledged);
          said++;
        }
        // not acknowledged: may be there or not, but never twice
        child.tell("say %s last-%d step".formatted(id, kill));
        child.kill();
      }
    }
    check(id, said);
  }

  @Test
  @Timeout(300)
  void process_killedUnderLoad_losesNothingThatItAcknowledged() throws Exception {
    List<String> acknowledgements = new ArrayList<>();
    try (Child child = new Child(folder)) {
      child.answer();
      child.tell("burst 16");
      for (int i = 0; i < 1_500; i++) {
        acknowledgements.add(child.answer());
      }
      child.kill();
      child.drain(acknowledgements);
    }
    try (Database database = Database.open(DatabaseSettings.embedded(folder))) {
      MessageStore messages = new MessageStore(database);
      assertThat(acknowledgements)
          .allSatisfy(
              acknowledgement -> {
                String[] words = acknowledgement.split(" ", 2);
                assertThat(messages.once(words[0], "customer/" + words[1])).isPresent();
              });
    }
  }

  private void repeatAll(Child child, String id) throws IOException {
    for (String clientId : List.copyOf(acknowledged.keySet())) {
      String words =
          clientId.equals("open") ? "open" : clientId.endsWith("-2") ? "comment" : "probe";
      child.tell("say " + id + " " + clientId + " " + words);
      Long before = acknowledged.get(clientId);
      child.take(acknowledged);
      assertThat(acknowledged.get(clientId)).isEqualTo(before);
    }
  }

  private void check(String id, int said) {
    try (RunningTalk running =
        new RunningTalk(
            DatabaseSettings.embedded(folder),
            database -> new BuiltInTicketSystem(database, InstantSource.system()))) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(running.stores.outbox().count("PENDING")).isZero());
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(texts(running, id, "ProbeFinished")).isEqualTo(KILLS * 5L));
      List<Row> customers = customers(running, id);
      int unacknowledged = customers.size() - said;
      assertThat(unacknowledged).isBetween(0, KILLS);
      assertThat(texts(running, id, "Said")).isEqualTo(customers.size());
      assertThat(texts(running, id, "TicketOpened")).isEqualTo(1);
      State state = running.stores.conversations().find(id).orElseThrow().conversation().state();
      assertThat(state).isEqualTo(new State.Confirming(customers.size() - 1));
      assertThat(running.conversations.ticket(id).orElseThrow().ref().key()).isEqualTo("MAIL-1");
      assertThat(running.conversations.ticket(id).orElseThrow().comments()).hasSize(KILLS);
      assertThat(running.conversations.view(id).lastSeq())
          .isEqualTo(running.conversations.rows(id, 0, 10_000).getLast().seq());
    }
  }

  private static List<Row> customers(RunningTalk running, String id) {
    return running.conversations.rows(id, 0, 10_000).stream()
        .filter(row -> row.from().equals("customer"))
        .toList();
  }

  private static long texts(RunningTalk running, String id, String text) {
    return running.conversations.rows(id, 0, 10_000).stream()
        .filter(row -> row.body().path("text").asString("").equals(text))
        .count();
  }

  /** A {@link TalkProcess}. */
  private static final class Child implements AutoCloseable {

    private final Process process;
    private final PrintWriter input;
    private final BufferedReader output;

    Child(Path folder) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
      command.add(System.getProperty("java.class.path"));
      command.add(TalkProcess.class.getName());
      command.add(folder.toString());
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
      output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    void tell(String command) {
      input.println(command);
    }

    String answer() throws IOException {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith("> ")) {
          return line.substring(2);
        }
      }
      throw new IOException("The process ended without an answer");
    }

    /** What it still said before it died. */
    void drain(List<String> answers) throws IOException {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith("> ") && line.matches("> [-0-9a-f]{36} b[0-9]+-[0-9]+")) {
          answers.add(line.substring(2));
        }
      }
    }

    void take(Map<String, Long> acknowledged) throws IOException {
      String[] words = answer().split(" ", 2);
      acknowledged.put(words[0], Long.valueOf(words[1]));
    }

    void kill() {
      // by its handle, which leaves the pipe open for what was said before
      process.toHandle().destroyForcibly();
      process.onExit().join();
    }

    @Override
    public void close() throws IOException {
      kill();
      input.close();
      output.close();
    }
  }
}
