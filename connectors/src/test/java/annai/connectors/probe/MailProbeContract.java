package annai.connectors.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link MailProbe} keeps. */
public interface MailProbeContract {

  Duration DEADLINE = Duration.ofSeconds(5);

  /** A new probe for each test. */
  MailProbe probe() throws Exception;

  /** A server that offers STARTTLS and AUTH, and accepts every login. */
  ProbeTarget accepting() throws Exception;

  /** The same, but it refuses every login. */
  ProbeTarget refusing() throws Exception;

  /** Nothing listens there. */
  ProbeTarget closed() throws Exception;

  @Test
  default void acceptingServer_probed_isHealthyAndStreamed() throws Exception {
    List<StageResult> streamed = new ArrayList<>();

    ProbeResult result = probe().probe(request(accepting(), null), streamed::add);

    assertThat(result).isInstanceOf(ProbeResult.Healthy.class);
    assertThat(result.verdict()).isEqualTo(Verdict.OK);
    assertThat(streamed)
        .isEqualTo(
            result.trace().stages().stream()
                .filter(stage -> stage.state() != StageResult.State.NOT_ASKED)
                .toList());
  }

  @Test
  default void anyServer_probed_namesEachStageOnce() throws Exception {
    for (ProbeTarget target : List.of(accepting(), closed())) {
      ProbeResult result = probe().probe(request(target, null), _ -> {});

      assertThat(result.trace().stages())
          .extracting(StageResult::stage)
          .containsExactlyInAnyOrder(Stage.values());
    }
  }

  @Test
  default void closedPort_probed_isAFaultAtConnect() throws Exception {
    ProbeResult result = probe().probe(request(closed(), null), _ -> {});

    assertThat(result)
        .isInstanceOfSatisfying(
            ProbeResult.Fault.class,
            fault -> {
              assertThat(fault.verdict()).isEqualTo(Verdict.CONNECT_REFUSED);
              assertThat(fault.stage()).isEqualTo(Stage.CONNECT);
            });
  }

  @Test
  default void credentials_afterEveryEnd_areZeroed() throws Exception {
    for (ProbeTarget target : List.of(accepting(), refusing(), closed())) {
      Credentials credentials = credentials("secret");
      ProbeResult _ = probe().probe(request(target, credentials), _ -> {});

      assertThat(credentials.password()).containsOnly('\0');
      assertThat(credentials.userName()).containsOnly('\0');
    }
  }

  @Test
  default void refusedLogin_probed_isRejected() throws Exception {
    ProbeResult result = probe().probe(request(refusing(), credentials("secret")), _ -> {});

    assertThat(result.verdict()).isEqualTo(Verdict.AUTH_REJECTED);
  }

  @Test
  default void lineBreakInPassword_probed_isRefusedAndZeroed() throws Exception {
    Credentials credentials = credentials("secret\r\nQUIT");
    MailProbe probe = probe();
    ProbeRequest request = request(accepting(), credentials);

    assertThatThrownBy(() -> probe.probe(request, _ -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
    assertThat(credentials.password()).containsOnly('\0');
  }

  private static ProbeRequest request(ProbeTarget target, @Nullable Credentials credentials) {
    return new ProbeRequest(target, credentials, null, null, false, DEADLINE);
  }

  private static Credentials credentials(String password) {
    return new Credentials("alice@mail.test".toCharArray(), password.toCharArray());
  }
}
