package annai.connectors.probe.testmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An instance of the mail lab (Postfix and Dovecot on loopback) for one test class. */
public final class MailLab {

  private static final int SHIFT = 17_500;
  private static final Path STATE = Path.of("/var/tmp/maillab-testmail");

  private final Path scripts;
  private final int shift;
  private final Path state;

  private MailLab(Path scripts, int shift, Path state) {
    this.scripts = scripts;
    this.shift = shift;
    this.state = state;
  }

  static MailLab start() throws IOException, InterruptedException {
    return start(SHIFT, STATE);
  }

  /**
   * Starts it; skips the test where the lab isn't there or can't be run.
   *
   * @param shift what is added to every usual port
   * @param state the folder below /var/tmp that holds what it writes
   */
  public static MailLab start(int shift, Path state) throws IOException, InterruptedException {
    Path scripts = shared().resolve("lab/mail");
    assumeTrue(
        Files.isExecutable(scripts.resolve("start")),
        "the mail lab is not in the folder shared beside the project");
    assumeTrue("root".equals(System.getProperty("user.name")), "the mail lab must be run as root");
    MailLab lab = new MailLab(scripts, shift, state);
    try {
      lab.run("start");
    } catch (AssertionError e) {
      lab.stop();
      throw e;
    }
    return lab;
  }

  public int port(int usual) {
    return usual + shift;
  }

  /** Of the lab's certificate authority, as PKCS12 with the password "changeit". */
  public Path trustStore() {
    return state.resolve("tls/truststore.p12");
  }

  /** All servers end, as in an outage; what they wrote stays. */
  public void interrupt() throws IOException, InterruptedException {
    run("stop");
  }

  /** Starts what {@link #interrupt} ended. */
  public void resume() throws IOException, InterruptedException {
    run("start");
  }

  /** Trusts the lab's certificate authority. */
  public SSLContext trust() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream ca = Files.newInputStream(state.resolve("tls/ca.pem"))) {
      store.setCertificateEntry(
          "lab", CertificateFactory.getInstance("X.509").generateCertificate(ca));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** Ends it and deletes what it wrote. */
  public void stop() throws IOException, InterruptedException {
    run("stop", "--clean");
  }

  private void run(String script, String... arguments) throws IOException, InterruptedException {
    Path log = Files.createTempFile("mail-lab-" + script, ".log");
    var builder = new ProcessBuilder(scripts.resolve(script).toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("MAILLAB_SHIFT", Integer.toString(shift));
    builder.environment().put("MAILLAB_VAR", state.toString());
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s of the mail lab ends", script).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    Files.delete(log);
  }

  private static Path shared() {
    Path root = Path.of(System.getProperty("annai.root", System.getProperty("user.dir")));
    for (Path at = root.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("shared/lab/mail"))) {
        return at.resolve("shared");
      }
    }
    return root.resolveSibling("shared");
  }
}
