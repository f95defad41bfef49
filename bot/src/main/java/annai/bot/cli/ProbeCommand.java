package annai.bot.cli;

import annai.bot.wiring.CommandParts;
import annai.connectors.probe.Credentials;
import annai.connectors.probe.MailProbe;
import annai.connectors.probe.ProbeRequest;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTarget;
import annai.connectors.probe.ProbeTarget.Security;
import annai.connectors.probe.StageResult;
import annai.connectors.probe.Verdict;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code annai probe}: checks one mail server stage by stage. */
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    description = {
      "Checks stage by stage whether a mail server lets its customers send.",
      "",
      "Without a login it goes as far as the offer of AUTH; with --from it then also"
          + " says MAIL and RCPT, without a login where none is given."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:OK",
      "1:any other verdict, also one that may pass by itself (..._TEMPFAIL, ..._TIMEOUT)",
      "2:usage, or input that can't be used; nothing was sent",
      "3:could not tell: we failed and not the server, or DATA_TIMEOUT (sent or not is unknown)"
    })
final class ProbeCommand implements Callable<Integer> {

  private static final int LONGEST_DEADLINE = 600;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "[NAME@]HOST:PORT",
      description = "The server; NAME is the name that its certificate must have (default: HOST).")
  private String server = "";

  @Option(names = "--user", paramLabel = "U", description = "Log in as this user name.")
  private @Nullable String userName;

  @Option(
      names = "--password-stdin",
      description = "Read the password from the first line of standard input; goes with --user.")
  private boolean passwordFromInput;

  @Option(
      names = "--from",
      paramLabel = "ADDRESS",
      description = "Sender for MAIL (default with a login: the user name, if it is an address).")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "ADDRESS",
      description = "Recipient for RCPT (default: the sender).")
  private @Nullable String to;

  @Option(names = "--data", description = "Really send one mail.")
  private boolean sendData;

  @Option(names = "--implicit-tls", description = "TLS from the first byte, as on port 465.")
  private boolean implicitTls;

  @Option(
      names = "--trust-store",
      paramLabel = "FILE",
      description = "Certificate authorities to trust: PKCS12, JKS or PEM (default: the JDK's).")
  private @Nullable Path trustStore;

  @Option(
      names = "--trust-store-password",
      paramLabel = "PASSWORD",
      defaultValue = "changeit",
      description = "Password of the trust store (default: ${DEFAULT-VALUE}).")
  private String trustStorePassword = "changeit";

  @Option(
      names = "--resolver",
      paramLabel = "HOST:PORT",
      description = "Name server to ask (default: this machine's).")
  private @Nullable String resolver;

  @Option(
      names = "--deadline",
      paramLabel = "SECONDS",
      defaultValue = "25",
      description = "Over all stages (default: ${DEFAULT-VALUE}).")
  private int deadlineSeconds = 25;

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  private final InputStream input;

  ProbeCommand() {
    this(new FileInputStream(FileDescriptor.in));
  }

  ProbeCommand(InputStream input) {
    this.input = input;
  }

  @Override
  public Integer call() {
    ProbeOutput output =
        new ProbeOutput(java.util.Objects.requireNonNull(spec).commandLine(), json);
    try {
      ProbeTarget target = target();
      MailProbe probe =
          CommandParts.probe(
              trustStore == null ? null : TrustStoreFile.read(trustStore, trustStorePassword));
      output.begin(target);
      return run(probe, request(target), output::stage, output::end);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(String.valueOf(e.getMessage()));
    }
  }

  private static int run(
      MailProbe probe,
      ProbeRequest request,
      Consumer<StageResult> onStage,
      Consumer<ProbeResult> onEnd) {
    ProbeResult result = probe.probe(request, onStage);
    onEnd.accept(result);
    return switch (result) {
      case ProbeResult.Healthy _ -> Exit.DONE;
      case ProbeResult.Fault fault ->
          fault.verdict() == Verdict.DATA_TIMEOUT ? Exit.UNKNOWN : Exit.NEGATIVE;
      case ProbeResult.Inconclusive _ -> Exit.UNKNOWN;
    };
  }

  private ProbeRequest request(ProbeTarget target) {
    if (deadlineSeconds < 1 || deadlineSeconds > LONGEST_DEADLINE) {
      throw new BadInputException(
          "--deadline %d must be between 1 and %d".formatted(deadlineSeconds, LONGEST_DEADLINE));
    }
    if ((userName == null) == passwordFromInput) {
      throw new BadInputException("--user and --password-stdin go together");
    }
    String sender = sender();
    String recipient = to == null ? sender : to;
    if (sender == null && (to != null || sendData)) {
      throw new BadInputException((sendData ? "--data" : "--to") + " needs --from or --user");
    }
    return new ProbeRequest(
        target, credentials(), sender, recipient, sendData, Duration.ofSeconds(deadlineSeconds));
  }

  private @Nullable String sender() {
    return from == null && userName != null && userName.indexOf('@') > 0 ? userName : from;
  }

  private @Nullable Credentials credentials() {
    if (userName == null) {
      return null;
    }
    Credentials credentials = new Credentials(userName.toCharArray(), PasswordLine.read(input));
    try {
      credentials.requireSendable();
      return credentials;
    } catch (IllegalArgumentException e) {
      credentials.close();
      throw e;
    }
  }

  private ProbeTarget target() {
    int at = server.lastIndexOf('@');
    String address = server.substring(at + 1);
    int colon = address.lastIndexOf(':');
    try {
      return new ProbeTarget(
          host(address.substring(0, colon)),
          Integer.parseInt(address.substring(colon + 1)),
          implicitTls ? Security.IMPLICIT_TLS : Security.STARTTLS,
          at < 0 ? null : ProbeTarget.startTls(server.substring(0, at), 1).host(),
          resolver);
    } catch (NumberFormatException | IndexOutOfBoundsException _) {
      throw new BadInputException(
          "Server '%s' must be [NAME@]HOST:PORT, such as smtp.example.jp:587 or [2001:db8::1]:587"
              .formatted(server));
    }
  }

  private static String host(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    if (!bracketed && text.indexOf(':') >= 0) {
      throw new BadInputException(
          "Host '%s' must stand in brackets, as in [2001:db8::1]:587".formatted(text));
    }
    return bracketed ? text.substring(1, text.length() - 1) : text;
  }
}
