package annai.bot.web;

import annai.connectors.probe.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Reads {@code {"user": "...", "password": "..."}} from a body without ever making a string of it.
 *
 * <p>JSON (RFC 8259) in UTF-8, exactly these two members in any order. All buffers are zeroed; what
 * is left is in the {@link Credentials}.
 */
final class CredentialsBody {

  static final int MAX_BYTES = 8 * 1024;
  static final int MAX_USER = 320;
  static final int MAX_PASSWORD = 512;

  private static final String EXPECTED =
      "Expected {\"user\": \"...\", \"password\": \"...\"}: a user name of 1 to "
          + MAX_USER
          + " and a password of 1 to "
          + MAX_PASSWORD
          + " characters, without control characters";

  private final byte[] bytes;
  private final int length;
  private int at;

  private CredentialsBody(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /**
   * Reads to the end of the stream.
   *
   * @throws ProblemException when it isn't the expected object
   */
  static Credentials read(InputStream body) throws IOException {
    byte[] bytes = new byte[MAX_BYTES + 1];
    try {
      int length = body.readNBytes(bytes, 0, bytes.length);
      if (length > MAX_BYTES) {
        throw new ProblemException(
            HttpStatus.CONTENT_TOO_LARGE, "Expected at most " + MAX_BYTES + " bytes");
      }
      return new CredentialsBody(bytes, length).object();
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private Credentials object() {
    char @Nullable [] user = null;
    char @Nullable [] password = null;
    boolean whole = false;
    try {
      expect('{');
      for (int member = 0; member < 2; member++) {
        if (member == 1) {
          expect(',');
        }
        boolean isUser = memberIsUser();
        if (isUser ? user != null : password != null) {
          throw malformed();
        }
        if (isUser) {
          user = string(MAX_USER);
        } else {
          password = string(MAX_PASSWORD);
        }
      }
      expect('}');
      blanks();
      if (at != length || user == null || password == null) {
        throw malformed();
      }
      whole = true;
      return new Credentials(user, password);
    } finally {
      if (!whole) {
        zero(user);
        zero(password);
      }
    }
  }

  private boolean memberIsUser() {
    char[] name = string(16);
    boolean user = Arrays.equals(name, new char[] {'u', 's', 'e', 'r'});
    boolean password = Arrays.equals(name, "password".toCharArray());
    zero(name);
    expect(':');
    if (!user && !password) {
      throw malformed();
    }
    return user;
  }

  /** A string of 1 to {@code max} characters without controls. */
  private char[] string(int max) {
    expect('"');
    char[] taken = new char[max];
    int n = 0;
    try {
      while (peek() != '"') {
        int codePoint = codePoint();
        if (Character.isISOControl(codePoint) || n + Character.charCount(codePoint) > max) {
          throw malformed();
        }
        n += Character.toChars(codePoint, taken, n);
      }
      at++;
      if (n == 0) {
        throw malformed();
      }
      return Arrays.copyOf(taken, n);
    } finally {
      zero(taken);
    }
  }

  private int codePoint() {
    int first = next();
    if (first == '\\') {
      return escaped();
    }
    if (first < 0x80) {
      return first;
    }
    int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    int codePoint = first & (0x3F >> more);
    for (int i = 0; i < more; i++) {
      int following = next();
      if ((following & 0xC0) != 0x80) {
        throw malformed();
      }
      codePoint = (codePoint << 6) | (following & 0x3F);
    }
    boolean overlong = codePoint < (more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80);
    if (first < 0xC2 || first > 0xF4 || overlong || !isScalar(codePoint)) {
      throw malformed();
    }
    return codePoint;
  }

  private int escaped() {
    int which = next();
    return switch (which) {
      case '"', '\\', '/' -> which;
      case 'u' -> {
        int unit = hex();
        if (!Character.isHighSurrogate((char) unit)) {
          yield scalar(unit);
        }
        if (next() != '\\' || next() != 'u') {
          throw malformed();
        }
        int low = hex();
        if (!Character.isLowSurrogate((char) low)) {
          throw malformed();
        }
        yield Character.toCodePoint((char) unit, (char) low);
      }
      // b, f, n, r, t are controls, which neither field may have
      default -> throw malformed();
    };
  }

  private int hex() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw malformed();
      }
      unit = (unit << 4) | digit;
    }
    return unit;
  }

  private static int scalar(int codePoint) {
    if (!isScalar(codePoint)) {
      throw malformed();
    }
    return codePoint;
  }

  private static boolean isScalar(int codePoint) {
    return Character.isValidCodePoint(codePoint) && (codePoint < 0xD800 || codePoint > 0xDFFF);
  }

  private void expect(char character) {
    blanks();
    if (next() != character) {
      throw malformed();
    }
  }

  private void blanks() {
    while (at < length && isBlank(bytes[at])) {
      at++;
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  private int peek() {
    if (at >= length) {
      throw malformed();
    }
    return bytes[at] & 0xFF;
  }

  private int next() {
    int next = peek();
    at++;
    return next;
  }

  private static void zero(char @Nullable [] characters) {
    if (characters != null) {
      Arrays.fill(characters, '\0');
    }
  }

  private static ProblemException malformed() {
    return new ProblemException(HttpStatus.BAD_REQUEST, EXPECTED);
  }
}
