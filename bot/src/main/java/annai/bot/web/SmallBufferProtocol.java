package annai.bot.web;

import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketProperties;

/**
 * Tomcat's HTTP/1.1 with small buffers: an open stream keeps all of them for as long as it lives,
 * although nothing is in them.
 */
public final class SmallBufferProtocol extends Http11NioProtocol {

  private static final int BYTES = 1_024;

  /** As Tomcat makes it, by its name. */
  public SmallBufferProtocol() {
    SocketProperties socket = getEndpoint().getSocketProperties();
    socket.setAppReadBufSize(BYTES);
    socket.setAppWriteBufSize(BYTES);
  }

  /** Of an answer's body, in bytes and once more in characters. */
  @Override
  public int getDesiredBufferSize() {
    return BYTES;
  }
}
