package annai.bot.runtime;

/** The link in a letter was used already, or is too old. */
public final class LetterLinkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LetterLinkException() {
    super("The link in a letter was used already, or is too old");
  }
}
