package annai.bot.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Overwrites what Tomcat keeps of a request's body in its own, reused buffers once the request was
 * handled.
 *
 * <p>Bodies hold passwords, by the form or pasted into a message by mistake. Tomcat only moves the
 * positions of its buffers, so that a heap dump would show them until the next requests happen to
 * write over them. The buffer that bytes are read from the socket into is direct memory and reused
 * by other connections; see {@link WebConfiguration}.
 */
final class ScrubbingValve extends ValveBase {

  private static final int MAX_DRAINED = 2 * BodyLimitFilter.MAX_BYTES;

  ScrubbingValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    org.apache.coyote.Request coyote = request.getCoyoteRequest();
    InputBuffer original = coyote.getInputBuffer();
    ScrubbingInput scrubbing = new ScrubbingInput(original);
    coyote.setInputBuffer(scrubbing);
    try {
      getNext().invoke(request, response);
    } finally {
      scrubbing.drain();
      coyote.setInputBuffer(original);
    }
  }

  private static final class ScrubbingInput implements InputBuffer {

    private final InputBuffer original;
    private ByteBuffer handedOut = ApplicationBufferHandler.EMPTY_BUFFER;

    private ScrubbingInput(InputBuffer original) {
      this.original = original;
    }

    /** What was handed out before is consumed when more is asked for, and its place is reused. */
    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
      scrub();
      int read = original.doRead(handler);
      if (read > 0) {
        handedOut = handler.getByteBuffer().duplicate();
      }
      return read;
    }

    @Override
    public int available() {
      return original.available();
    }

    /** Also scrubs what the application left unread, which Tomcat would read over. */
    private void drain() throws IOException {
      Handed rest = new Handed();
      int drained = 0;
      for (int n = 0; n >= 0 && drained <= MAX_DRAINED; n = doRead(rest)) {
        drained += n;
      }
      scrub();
    }

    private void scrub() {
      for (int i = handedOut.position(); i < handedOut.limit(); i++) {
        handedOut.put(i, (byte) 0);
      }
      handedOut = ApplicationBufferHandler.EMPTY_BUFFER;
    }
  }

  private static final class Handed implements ApplicationBufferHandler {

    private ByteBuffer buffer = EMPTY_BUFFER;

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      return buffer;
    }

    @Override
    public void expand(int size) {
      // Tomcat asks for it while it parses headers only
    }
  }
}
