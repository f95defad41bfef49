package annai.connectors.probe.testmail;

import java.io.Serial;

/** A Received field can't be read in exactly one way, and so proves nothing. */
final class MalformedReceivedException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  MalformedReceivedException(String reason) {
    super(reason);
  }
}
