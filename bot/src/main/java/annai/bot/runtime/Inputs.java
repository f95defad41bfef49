package annai.bot.runtime;

import annai.bot.runtime.Conversations.Input;
import annai.bot.runtime.InputRefusedException.Reason;
import java.util.regex.Pattern;

/** What is taken from a customer at all. */
final class Inputs {

  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,120}");

  private Inputs() {}

  static void require(String clientMessageId, Input input) {
    requireId(clientMessageId);
    switch (input) {
      case Input.Text text -> require(text.words().text());
      case Input.Choice choice -> {
        if (!ID.matcher(choice.id()).matches()) {
          throw malformed("choice must be the id of a button that was offered");
        }
      }
      case Input.Rating rating -> {
        if (rating.score() < 1 || rating.score() > 5) {
          throw malformed("rating must be a number from 1 to 5");
        }
        if (rating.words() != null) {
          require(rating.words().text());
        }
      }
    }
  }

  static void requireId(String clientMessageId) {
    if (!ID.matcher(clientMessageId).matches()) {
      throw malformed("clientMessageId must be 1 to 120 printable ASCII characters without blanks");
    }
  }

  private static void require(String text) {
    if (text.length() > Conversations.MAX_TEXT) {
      throw new InputRefusedException(
          Reason.TOO_LONG,
          "text has %d characters; expected at most %d"
              .formatted(text.length(), Conversations.MAX_TEXT));
    }
    if (text.isBlank()) {
      throw malformed("text must not be empty");
    }
  }

  private static InputRefusedException malformed(String message) {
    return new InputRefusedException(Reason.MALFORMED, message);
  }
}
