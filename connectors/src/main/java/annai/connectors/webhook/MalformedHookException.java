package annai.connectors.webhook;

import org.jspecify.annotations.Nullable;

/** The body of a webhook can't be read. Its message quotes no more than a few characters of it. */
public final class MalformedHookException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MalformedHookException(String message) {
    this(message, null);
  }

  MalformedHookException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
