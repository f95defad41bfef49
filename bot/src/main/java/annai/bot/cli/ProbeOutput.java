package annai.bot.cli;

import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTarget;
import annai.connectors.probe.Stage;
import annai.connectors.probe.StageResult;
import annai.connectors.probe.TlsFacts;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** What {@code annai probe} prints: each stage as it ends and the verdict, or one JSON object. */
final class ProbeOutput {

  private final PrintWriter out;
  private final boolean json;

  ProbeOutput(CommandLine command, boolean json) {
    this.out = command.getOut();
    this.json = json;
  }

  void begin(ProbeTarget target) {
    if (!json) {
      out.printf("%s, certificate for %s%n", bracketed(target), target.certificateName());
      out.flush();
    }
  }

  void stage(StageResult result) {
    if (!json) {
      out.printf(
          "  %-12s  %-7s %6d ms  %s%n",
          result.stage().id(),
          result.state().id(),
          result.millis(),
          Optional.ofNullable(result.reply()).orElse(""));
      out.flush();
    }
  }

  void end(ProbeResult result) {
    if (json) {
      out.println(JsonMapper.shared().writeValueAsString(asJson(result)));
    } else {
      describe(result);
    }
    out.flush();
  }

  private void describe(ProbeResult result) {
    TlsFacts tls = result.trace().tls();
    if (tls != null) {
      out.printf("TLS       %s%n", describe(tls));
    }
    if (!result.trace().warnings().isEmpty()) {
      out.printf("Warnings  %s%n", String.join(", ", names(result)));
    }
    Stage stage = stageOf(result);
    out.printf("Verdict   %s%s%n", result.verdict(), stage == null ? "" : " at " + stage.id());
    ProbeDiagnosis diagnosis = ProbeDiagnosis.of(result);
    out.printf("Who acts  %s: %s%n", diagnosis.actor(), diagnosis.sentence());
  }

  private static String describe(TlsFacts tls) {
    StringBuilder text = new StringBuilder(tls.protocol() + ", " + tls.cipherSuite());
    if (tls.subject() != null) {
      text.append(", ").append(tls.subject());
    }
    if (tls.notBefore() != null && tls.notAfter() != null) {
      text.append(", valid ")
          .append(tls.notBefore().atOffset(ZoneOffset.UTC).toLocalDate())
          .append(" to ")
          .append(tls.notAfter().atOffset(ZoneOffset.UTC).toLocalDate());
    }
    return text + (tls.problem() == null ? "" : "; refused: " + tls.problem());
  }

  private static Map<String, @Nullable Object> asJson(ProbeResult result) {
    ProbeDiagnosis diagnosis = ProbeDiagnosis.of(result);
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("target", result.trace().target());
    object.put("verdict", result.verdict().name());
    object.put("stage", Optional.ofNullable(stageOf(result)).map(Stage::id).orElse(null));
    object.put("reply", result.trace().reply());
    object.put("stages", result.trace().stages().stream().map(ProbeOutput::asJson).toList());
    TlsFacts tls = result.trace().tls();
    object.put("tls", tls == null ? null : asJson(tls));
    object.put("warnings", names(result));
    object.put("diagnosis", Map.of("actor", diagnosis.actor(), "sentence", diagnosis.sentence()));
    if (result instanceof ProbeResult.Inconclusive inconclusive) {
      object.put("reason", inconclusive.reason());
    }
    return object;
  }

  private static Map<String, @Nullable Object> asJson(StageResult result) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("stage", result.stage().id());
    object.put("state", result.state().id());
    object.put("millis", result.millis());
    object.put("reply", result.reply());
    return object;
  }

  private static Map<String, @Nullable Object> asJson(TlsFacts tls) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("protocol", tls.protocol());
    object.put("cipherSuite", tls.cipherSuite());
    object.put("subject", tls.subject());
    object.put("issuer", tls.issuer());
    object.put("names", tls.names());
    object.put(
        "notBefore", Optional.ofNullable(tls.notBefore()).map(Object::toString).orElse(null));
    object.put("notAfter", Optional.ofNullable(tls.notAfter()).map(Object::toString).orElse(null));
    object.put("problem", tls.problem());
    return object;
  }

  private static java.util.List<String> names(ProbeResult result) {
    return result.trace().warnings().stream().sorted().map(Enum::name).toList();
  }

  private static @Nullable Stage stageOf(ProbeResult result) {
    return result instanceof ProbeResult.Fault fault ? fault.stage() : null;
  }

  private static String bracketed(ProbeTarget target) {
    String host = target.host().indexOf(':') < 0 ? target.host() : "[" + target.host() + "]";
    return String.format(Locale.ROOT, "%s:%d", host, target.port());
  }
}
