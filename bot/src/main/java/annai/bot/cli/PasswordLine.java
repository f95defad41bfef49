package annai.bot.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a password from an input's first line, without a string or a buffer that is left behind.
 */
final class PasswordLine {

  private static final int LONGEST = 2048;

  private PasswordLine() {}

  /** The line without its end, as UTF-8; the caller zeroes it. */
  static char[] read(InputStream input) {
    byte[] bytes = new byte[LONGEST];
    CharBuffer chars = CharBuffer.allocate(LONGEST);
    try {
      ByteBuffer line = ByteBuffer.wrap(bytes, 0, fill(input, bytes));
      CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(line, chars, true);
      if (result.isError()) {
        result.throwException();
      }
      return Arrays.copyOf(chars.array(), chars.position());
    } catch (CharacterCodingException _) {
      throw new BadInputException("The password on standard input must be UTF-8");
    } catch (IOException _) {
      throw new BadInputException("The password can't be read from standard input");
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(chars.array(), '\0');
    }
  }

  private static int fill(InputStream input, byte[] bytes) throws IOException {
    int length = 0;
    for (int next = input.read(); next >= 0 && next != '\n'; next = input.read()) {
      if (length == bytes.length) {
        throw new BadInputException("The password on standard input is too long");
      }
      bytes[length++] = (byte) next;
    }
    if (length == 0) {
      throw new BadInputException("Standard input must hold the password on its first line");
    }
    return bytes[length - 1] == '\r' ? length - 1 : length;
  }
}
