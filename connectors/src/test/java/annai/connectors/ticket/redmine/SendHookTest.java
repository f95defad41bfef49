package annai.connectors.ticket.redmine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import annai.connectors.webhook.TicketHint;
import annai.connectors.webhook.WebhookVerifier.Outcome.Verified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that signs a webhook with curl and openssl. */
@SuppressWarnings("NullAway.Init")
class SendHookTest {

  @TempDir private Path folder;
  private HookReceiver annai;

  @BeforeEach
  void start() throws IOException {
    for (String tool : List.of("bash", "curl", "openssl", "od")) {
      assumeTrue(
          Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
              .anyMatch(path -> Files.isExecutable(Path.of(path, tool))),
          () -> "the example needs '%s', which is not here".formatted(tool));
    }
    annai = new HookReceiver();
  }

  @AfterEach
  void stop() {
    if (annai != null) {
      annai.close();
    }
  }

  private int send(String secret, String... arguments) throws IOException, InterruptedException {
    Path root = Path.of(System.getProperty("annai.root", ".."));
    List<String> command = new ArrayList<>();
    command.add(root.resolve("connectors/examples/redmine/send-hook").toString());
    command.add(annai.url());
    command.add(Files.writeString(folder.resolve("secret"), secret + "\n").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void ticket_sent_isAVerifiedHint() throws Exception {
    assertThat(send(HookReceiver.SECRET, "42")).isZero();

    assertThat(annai.hints())
        .singleElement()
        .satisfies(hint -> assertThat(hint.kind()).isEqualTo(TicketHint.Kind.CHANGED))
        .satisfies(hint -> assertThat(hint.ticket().key()).isEqualTo("42"));
  }

  @Test
  void receiverThatIsAway_sentTo_isAskedAgainWithTheSameId() throws Exception {
    annai.refuse(1);

    assertThat(send(HookReceiver.SECRET, "42", "ticket.commented")).isZero();

    assertThat(annai.hints())
        .singleElement()
        .extracting(TicketHint::kind)
        .isEqualTo(TicketHint.Kind.COMMENTED);
    assertThat(annai.outcomes())
        .hasSize(2)
        .allSatisfy(one -> assertThat(one).isInstanceOf(Verified.class));
    assertThat(annai.outcomes().stream().map(one -> ((Verified) one).deliveryId()).distinct())
        .hasSize(1);
  }

  @Test
  void wrongSecret_sent_isRefusedAndTheScriptFails() throws Exception {
    assertThat(send("whsec_" + "A".repeat(32), "42")).isNotZero();

    assertThat(annai.hints()).isEmpty();
  }
}
