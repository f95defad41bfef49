package annai.bot.demo;

import static org.assertj.core.api.Assertions.assertThat;

import annai.connectors.probe.Credentials;
import annai.connectors.probe.ProbeRequest;
import annai.connectors.probe.ProbeTarget;
import annai.connectors.probe.Verdict;
import annai.connectors.probe.smtp.SmtpProbe;
import annai.connectors.probe.smtp.StageBudgets;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The staged probe against the demonstration mail server. */
class DemonstrationProbeTest {

  private final DemoSettings settings = DemoSettings.onFreePorts();
  private final DemoAccount account = DemoAccount.generate(settings.domain());
  private final DemoCertificateAuthority authority =
      DemoCertificateAuthority.create(settings.hostName());
  private final DemoMailServer server = new DemoMailServer(settings, account, authority, 1);

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void withoutLogin_isHealthy() {
    assertThat(probe(ProbeRequest.withoutLogin(target(server.submissionPort()))))
        .isEqualTo(Verdict.OK);
  }

  @Test
  void withLogin_isHealthyUpToTheMail() {
    assertThat(probe(withLogin(account.password()))).isEqualTo(Verdict.OK);
  }

  @Test
  void wrongPassword_isRejected() {
    assertThat(probe(withLogin("wrong"))).isEqualTo(Verdict.AUTH_REJECTED);
  }

  @Test
  void noLogin_isAskedForOne() {
    var request =
        new ProbeRequest(
            target(server.submissionPort()),
            null,
            account.mailAddress(),
            account.mailAddress(),
            false,
            ProbeRequest.DEADLINE);
    assertThat(probe(request)).isEqualTo(Verdict.AUTH_REQUIRED);
  }

  @Test
  void oldPort_offersNoTls() {
    assertThat(probe(ProbeRequest.withoutLogin(target(server.oldPort()))))
        .isEqualTo(Verdict.STARTTLS_NOT_OFFERED);
  }

  private ProbeRequest withLogin(String password) {
    return new ProbeRequest(
        target(server.submissionPort()),
        new Credentials(account.mailAddress().toCharArray(), password.toCharArray()),
        account.mailAddress(),
        "friend@elsewhere.example",
        true,
        ProbeRequest.DEADLINE);
  }

  private ProbeTarget target(int port) {
    return new ProbeTarget(
        "127.0.0.1", port, ProbeTarget.Security.STARTTLS, settings.hostName(), null);
  }

  private Verdict probe(ProbeRequest request) {
    return new SmtpProbe(authority.trustStore(), StageBudgets.CHAT, InstantSource.system())
        .probe(request, stage -> {})
        .verdict();
  }
}
