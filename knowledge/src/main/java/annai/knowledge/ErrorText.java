package annai.knowledge;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A text or code that mail clients and servers show when sending fails.
 *
 * @param id the key in files
 * @param patterns any of them found in the customer's normalised text is this error
 * @param verdict the probe's verdict that means the same, such as "AUTH_REQUIRED"
 * @param meaning what it means for the customer
 */
public record ErrorText(String id, List<Pattern> patterns, String verdict, LocalizedText meaning) {

  public ErrorText {
    patterns = List.copyOf(patterns);
  }
}
