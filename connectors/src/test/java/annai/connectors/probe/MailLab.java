package annai.connectors.probe;

import annai.connectors.LabScripts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * An instance of the mail lab for one test class: Postfix and Dovecot on loopback, and servers that
 * are wrong in one way each.
 *
 * <p>Found in {@code shared/lab/mail} beside or above the project; needs root on Debian. Shifts
 * keep its ports below 32768, where no outgoing connection sits.
 */
public final class MailLab {

  /** The column by which the last column of {@code status} has begun in every line. */
  private static final int EXPECTATION = 72;

  private final Path scripts;
  private final int shift;
  private final Path state;

  private MailLab(Path scripts, int shift, Path state) {
    this.scripts = scripts;
    this.shift = shift;
    this.state = state;
  }

  /**
   * Starts it; skips the test where the lab isn't there or can't be run. What an earlier run left
   * behind under the same name is ended first.
   *
   * @param shift what is added to every usual port
   * @param name of the folder below /var/tmp that holds what it writes
   */
  public static MailLab start(int shift, String name) throws IOException, InterruptedException {
    Path scripts = LabScripts.of("mail");
    MailLab lab = new MailLab(scripts, shift, Path.of("/var/tmp/annai-lab-" + name));
    lab.stop();
    try {
      lab.resume();
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
    String _ = run("stop");
  }

  /** Starts what {@link #interrupt} ended. */
  public void resume() throws IOException, InterruptedException {
    String _ = run("start");
  }

  /** Ends it and deletes what it wrote. */
  public void stop() throws IOException, InterruptedException {
    String _ = run("stop", "--clean");
  }

  /**
   * Switches POP-before-SMTP.
   *
   * @param position "on" or "off"
   */
  public void popBeforeSmtp(String position) throws IOException, InterruptedException {
    String _ = run("bin/popb4", position);
  }

  /** What the faulty servers wrote down of each session, as JSON lines. */
  public List<String> sessions() throws IOException {
    return Files.readAllLines(state.resolve("log/sessions.jsonl"));
  }

  /** The faulty servers, each with what a probe should say. */
  public List<Faulty> faultyServers() throws IOException, InterruptedException {
    List<Faulty> servers = new ArrayList<>();
    for (String line : run("status").lines().toList()) {
      if (line.matches("\\d{5} +[a-z0-9-]+ {2,}.*") && line.length() > EXPECTATION) {
        servers.add(
            new Faulty(
                Integer.parseInt(line.substring(0, 6).strip()),
                line.substring(7, 25).strip(),
                line.substring(EXPECTATION).strip()));
      }
    }
    return servers;
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

  private String run(String script, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(scripts.resolve(script).toString()));
    command.addAll(List.of(arguments));
    return LabScripts.run(
        command, Map.of("MAILLAB_SHIFT", Integer.toString(shift), "MAILLAB_VAR", state.toString()));
  }

  /**
   * A faulty server.
   *
   * @param expected what a probe should say; the first verdict in it counts
   */
  public record Faulty(int port, String name, String expected) {}
}
