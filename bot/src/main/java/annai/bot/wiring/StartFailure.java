package annai.bot.wiring;

import annai.bot.store.DatabaseLockedException;
import annai.bot.store.DatabaseUnusableException;
import annai.knowledge.authoring.ConfigException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataResourceNotFoundException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.convert.ConversionFailedException;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Puts into words why the service did not start. */
final class StartFailure {

  private StartFailure() {}

  /** Null when nobody knows, and the log with its stack trace is all there is. */
  static @Nullable String reason(Throwable failure) {
    for (Throwable cause : causes(failure)) {
      String reason = known(cause);
      if (reason != null) {
        return reason;
      }
    }
    return null;
  }

  private static @Nullable String known(Throwable cause) {
    return switch (cause) {
      case PortInUseException taken ->
          "Port %d is taken by another program; expected a free one, such as --port %d"
              .formatted(taken.getPort(), taken.getPort() + 1);
      case ConfigException problems -> problems.getMessage();
      case DatabaseLockedException locked -> locked.getMessage();
      case DatabaseUnusableException unusable -> unusable.getMessage();
      case ConfigDataResourceNotFoundException missing ->
          "config/application.yml is missing: " + missing.getReferenceDescription();
      case MarkedYAMLException broken ->
          notYaml(
              broken.getProblem(),
              broken.getProblemMark() == null ? 0 : broken.getProblemMark().getLine() + 1);
      case ConversionFailedException wrong ->
          "config/application.yml: the value '%s' can't be read; expected one of the type %s"
              .formatted(wrong.getValue(), wrong.getTargetType().getType().getSimpleName());
      case UncheckedIOException io
          when io.getMessage() != null && io.getMessage().startsWith("Data folder") ->
          io.getMessage() + "; expected a folder that can be written to (ANNAI_DATA)";
      case IllegalStateException port
          when port.getMessage() != null && port.getMessage().startsWith("Test-mail receiver") ->
          port.getMessage() + " (ANNAI_TEST_MAIL_PORT)";
      case UnboundConfigurationPropertiesException unknown ->
          "config/application.yml: unknown settings "
              + unknown.getUnboundProperties().stream()
                  .map(one -> one.getName().toString())
                  .toList();
      case BindException bad ->
          "config/application.yml: '%s' has a value that can't be read: %s"
              .formatted(bad.getName(), causes(bad).getLast().getMessage());
      case IllegalArgumentException refused
          when refused.getMessage() != null
              && refused.getMessage().toLowerCase(Locale.ROOT).matches("(?s)annai[._].*") ->
          refused.getMessage();
      case null, default -> null;
    };
  }

  private static String notYaml(@Nullable String problem, int line) {
    return "config/application.yml:%d is not YAML: %s".formatted(line, problem);
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = failure;
        cause != null && !causes.contains(cause);
        cause = cause.getCause()) {
      causes.add(cause);
    }
    // a bad value is told by the binder, which names the setting
    return causes;
  }
}
