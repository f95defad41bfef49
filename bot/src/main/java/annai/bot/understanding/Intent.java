package annai.bot.understanding;

import java.util.Locale;

/** What a customer's text wants. */
public enum Intent {
  GREETING,
  THANKS,
  SMALLTALK,
  ABUSIVE,
  OFF_TOPIC,
  PROMPT_INJECTION,
  CANNOT_SEND,
  CANNOT_RECEIVE,
  ERROR_MESSAGE,
  IDENTIFY_CLIENT,
  OTHER_CLIENT_NOT_IN_MANUAL,
  ASK_HOW_TO_FIND_VERSION,
  CHANGE_CLIENT,
  DONE_STEP,
  STEP_NOT_FOUND,
  GO_BACK,
  ASK_WHY,
  ASK_SECURITY,
  WANT_HUMAN,
  GIVE_PASSWORD;

  /** The word in outputs: "cannot_send" and so on. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
