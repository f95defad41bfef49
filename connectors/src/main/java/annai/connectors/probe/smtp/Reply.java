package annai.connectors.probe.smtp;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One SMTP reply (RFC 5321 section 4.2), its text cleaned.
 *
 * @param lines what follows the code, one entry a line
 * @param cleaned whether something had to be taken out
 * @param bareLf whether a line ended without a carriage return
 */
record Reply(int code, List<String> lines, boolean cleaned, boolean bareLf) {

  /** The code of a line that is no reply. */
  static final int NO_CODE = 0;

  private static final Pattern ENHANCED =
      Pattern.compile("^([245])\\.(\\d{1,3})\\.(\\d{1,3})(?!\\S)");

  /** First digit of the code: 2, 3, 4 or 5. */
  int kind() {
    return code / 100;
  }

  /**
   * The enhanced status code (RFC 3463) such as "5.7.8", empty when there is none or when its class
   * contradicts the reply code.
   */
  String enhanced() {
    for (String line : lines) {
      Matcher matcher = ENHANCED.matcher(line);
      if (matcher.find() && Character.digit(matcher.group(1).charAt(0), 10) == kind()) {
        return matcher.group().strip();
      }
    }
    return "";
  }

  /** All lines in lower case, for looking up words. */
  String words() {
    return String.join(" ", lines).toLowerCase(Locale.ROOT);
  }

  /** The code and the text on one line, at most {@link ReplyText#LIMIT} characters. */
  String text() {
    String text = String.join(" / ", lines);
    return ReplyText.shorten((code == NO_CODE ? text : code + " " + text).strip());
  }

  static @Nullable String textOf(@Nullable Reply reply) {
    return reply == null ? null : reply.text();
  }
}
