package annai.bot.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import org.apache.catalina.connector.InputBuffer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what Tomcat sets aside for the body of a request that may have none: 8 KB of bytes and
 * 16 KB of characters, which an open stream would hold for as long as it lives.
 *
 * <p>Tomcat replaces the bytes by those of the connection when a body is read, and converts into as
 * many characters as there is room for. It offers no setting, so its fields are set; a Tomcat that
 * has others is left as it is, and the log says so.
 */
final class SmallRequestBuffers extends ValveBase {

  private static final Logger LOG = LoggerFactory.getLogger(SmallRequestBuffers.class);
  private static final int CHARACTERS = 256;
  private static final @Nullable Fields FIELDS = fields();

  private record Fields(VarHandle input, VarHandle bytes, VarHandle characters) {

    void shrink(Request request) {
      InputBuffer input = (InputBuffer) this.input.get(request);
      CharBuffer before = (CharBuffer) characters.get(input);
      if (before.capacity() > CHARACTERS && !before.hasRemaining()) {
        characters.set(input, CharBuffer.allocate(CHARACTERS).limit(0));
        bytes.set(input, ByteBuffer.allocate(0));
      }
    }
  }

  SmallRequestBuffers() {
    super(true);
  }

  private static @Nullable Fields fields() {
    try {
      Lookup request = MethodHandles.privateLookupIn(Request.class, MethodHandles.lookup());
      Lookup input = MethodHandles.privateLookupIn(InputBuffer.class, MethodHandles.lookup());
      return new Fields(
          request.findVarHandle(Request.class, "inputBuffer", InputBuffer.class),
          input.findVarHandle(InputBuffer.class, "bb", ByteBuffer.class),
          input.findVarHandle(InputBuffer.class, "cb", CharBuffer.class));
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warn("This Tomcat keeps its buffers of requests: an open stream takes 24 KB more", e);
      return null;
    }
  }

  /** Whether this Tomcat has the fields. */
  static boolean works() {
    return FIELDS != null;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (FIELDS != null) {
      FIELDS.shrink(request);
    }
    getNext().invoke(request, response);
  }
}
