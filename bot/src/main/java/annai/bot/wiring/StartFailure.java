package annai.bot.wiring;

import annai.bot.store.DatabaseLockedException;
import annai.knowledge.authoring.ConfigException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataResourceNotFoundException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.web.server.PortInUseException;

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
      case ConfigDataResourceNotFoundException missing -> missing.getReferenceDescription();
      case UnboundConfigurationPropertiesException unknown ->
          "config/application.yml: unknown settings "
              + unknown.getUnboundProperties().stream()
                  .map(one -> one.getName().toString())
                  .toList();
      case BindException bad ->
          "config/application.yml: '%s' has a value that can't be read: %s"
              .formatted(bad.getName(), causes(bad).getLast().getMessage());
      case IllegalArgumentException refused
          when refused.getMessage() != null && refused.getMessage().startsWith("annai.") ->
          refused.getMessage();
      case null, default -> null;
    };
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
