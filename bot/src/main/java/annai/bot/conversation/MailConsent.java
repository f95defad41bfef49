package annai.bot.conversation;

import org.jspecify.annotations.Nullable;

/**
 * Whether a person's answers may go to the customer by mail when they have left.
 *
 * @param mailAddress to which it was asked; null where none was known
 */
public record MailConsent(@Nullable String mailAddress, Answer answer) {

  /** What the customer said. */
  public enum Answer {
    /** Nothing yet, which is no consent. */
    ASKED,
    AGREED,
    /** No, or not any more; nobody asks again. */
    DECLINED
  }
}
