package annai.bot.understanding;

import java.util.Locale;
import java.util.Optional;

/** What a customer wants with an utterance: a closed list, shared with the evaluation's labels. */
public enum Intent {
  GREETING,
  THANKS,
  SMALLTALK,
  ABUSIVE,
  OFF_TOPIC,
  PROMPT_INJECTION,
  CANNOT_SEND,
  CANNOT_RECEIVE,
  /** An error text or code is there. */
  ERROR_MESSAGE,
  IDENTIFY_CLIENT,
  OTHER_CLIENT_NOT_IN_MANUAL,
  ASK_HOW_TO_FIND_VERSION,
  CHANGE_CLIENT,
  DONE_STEP,
  /** The screen looks different from what the step says. */
  STEP_NOT_FOUND,
  GO_BACK,
  ASK_WHY,
  ASK_SECURITY,
  WANT_HUMAN,
  /** A password or other personal data was pasted. */
  GIVE_PASSWORD;

  /** The id in files and outputs, such as "cannot_send". */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The intent with that id; empty when there is none. */
  public static Optional<Intent> ofId(String id) {
    for (Intent intent : values()) {
      if (intent.id().equals(id)) {
        return Optional.of(intent);
      }
    }
    return Optional.empty();
  }
}
