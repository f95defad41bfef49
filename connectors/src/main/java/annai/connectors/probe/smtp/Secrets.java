package annai.connectors.probe.smtp;

import annai.connectors.probe.Credentials;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * What AUTH sends, in bytes that are zeroed by {@link #close()}; never in a string.
 *
 * <p>Also blanks these bytes out of what a server says.
 */
final class Secrets implements Closeable {

  private static final int SHORTEST_MASKED = 4;
  private static final int PREFIX_MASKED = 8;

  private final byte[] password;
  private final byte[] initialResponse;
  private final byte[] encodedUserName;
  private final byte[] encodedPassword;

  private Secrets(byte[] userName, byte[] password) {
    byte[] message = new byte[userName.length + password.length + 2];
    System.arraycopy(userName, 0, message, 1, userName.length);
    System.arraycopy(password, 0, message, userName.length + 2, password.length);
    this.password = password;
    this.initialResponse = base64(message);
    this.encodedUserName = base64(userName);
    this.encodedPassword = base64(password);
    Arrays.fill(message, (byte) 0);
    Arrays.fill(userName, (byte) 0);
  }

  static Secrets none() {
    return new Secrets(new byte[0], new byte[0]);
  }

  static Secrets of(Credentials credentials) {
    return new Secrets(utf8(credentials.userName()), utf8(credentials.password()));
  }

  /** The one message of AUTH PLAIN (RFC 4616), in base64. */
  byte[] initialResponse() {
    return initialResponse;
  }

  byte[] encodedUserName() {
    return encodedUserName;
  }

  byte[] encodedPassword() {
    return encodedPassword;
  }

  /** Overwrites what of the secrets stands between {@code from} and {@code to}. */
  void mask(byte[] bytes, int from, int to) {
    for (byte[] secret : List.of(password, initialResponse, encodedPassword)) {
      if (secret.length >= SHORTEST_MASKED) {
        mask(bytes, from, to, secret);
      }
    }
  }

  private static void mask(byte[] bytes, int from, int to, byte[] secret) {
    int enough = Math.min(secret.length, PREFIX_MASKED);
    for (int i = from; i <= to - enough; i++) {
      int common = Arrays.mismatch(bytes, i, to, secret, 0, secret.length);
      int length = common < 0 ? secret.length : common;
      if (length >= enough) {
        Arrays.fill(bytes, i, i + length, (byte) '*');
      }
    }
  }

  private static byte[] utf8(char[] text) {
    char[] prepared = SaslPrep.prepare(text);
    ByteBuffer out = ByteBuffer.allocate(prepared.length * 3);
    try {
      CoderResult result =
          StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(prepared), out, true);
      if (result.isError()) {
        throw new IllegalArgumentException("Credentials must be whole characters");
      }
      return Arrays.copyOf(out.array(), out.position());
    } finally {
      Arrays.fill(prepared, '\0');
      Arrays.fill(out.array(), (byte) 0);
    }
  }

  private static byte[] base64(byte[] bytes) {
    byte[] encoded = new byte[(bytes.length + 2) / 3 * 4];
    Base64.getEncoder().encode(bytes, encoded);
    return encoded;
  }

  @Override
  public void close() {
    for (byte[] secret : List.of(password, initialResponse, encodedUserName, encodedPassword)) {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
