package annai.connectors.probe;

import java.util.Arrays;

/**
 * A user name and a password for one try, in arrays that are zeroed by {@link #close()}.
 *
 * <p>The arrays are taken over, not copied. Never prints what it holds.
 */
public final class Credentials implements AutoCloseable {

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
