package annai.connectors.probe;

import java.nio.CharBuffer;
import java.util.Arrays;

/**
 * A user name and a password for one try, in arrays that are zeroed by {@link #close()}.
 *
 * <p>The arrays are taken over, not copied. Never prints what it holds.
 */
public final class Credentials implements AutoCloseable {

  public static final int MAX_LENGTH = 512;

  private final char[] userName;
  private final char[] password;

  public Credentials(char[] userName, char[] password) {
    this.userName = userName;
    this.password = password;
  }

  /** The live array, not a copy. */
  public char[] userName() {
    return userName;
  }

  /** The live array, not a copy. */
  public char[] password() {
    return password;
  }

  /**
   * Refuses what can't be sent: nothing at all, controls (CR, LF and NUL above all), more than
   * {@value #MAX_LENGTH} characters. The message never quotes either of them.
   *
   * @throws IllegalArgumentException naming the one that is refused
   */
  public void requireSendable() {
    requireSendable("User name", userName);
    requireSendable("Password", password);
  }

  private static void requireSendable(String subject, char[] text) {
    if (text.length == 0 || text.length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          subject + " must have between 1 and " + MAX_LENGTH + " characters");
    }
    CharBuffer.wrap(text).codePoints().forEach(codePoint -> requireSendable(subject, codePoint));
  }

  private static void requireSendable(String subject, int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          throw new IllegalArgumentException(subject + " must not have control characters");
      case Character.SURROGATE, Character.PRIVATE_USE ->
          throw new IllegalArgumentException(subject + " must have whole Unicode characters");
      default -> {}
    }
  }

  @Override
  public void close() {
    Arrays.fill(userName, '\0');
    Arrays.fill(password, '\0');
  }

  @Override
  public String toString() {
    return "Credentials[***]";
  }
}
