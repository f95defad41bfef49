package annai.bot.attachments;

/** A file is not taken; the message says what is, and quotes nothing of the file. */
public final class FileRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public FileRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Why. */
  public enum Reason {
    EMPTY,
    /** Pages and drawings, which can hold scripts: HTML, SVG, XML. */
    PAGE,
    /** Scripts, programs, installers, shortcuts. */
    PROGRAM,
    ARCHIVE,
    UNKNOWN_KIND,
    /** The picture ends early, or is not built as its kind says. */
    BROKEN,
    /** More pixels than a page can show. */
    TOO_MANY_PIXELS,
    TOO_LARGE,
    TOO_MANY_FILES,
    /** All files of the conversation together. */
    TOO_MUCH
  }
}
