package annai.bot.cli;

/** The exit codes of every command. */
public final class Exit {

  public static final int DONE = 0;

  /** It ran, and the answer is no. */
  public static final int NEGATIVE = 1;

  /** Usage, or input that can't be used. */
  public static final int BAD_INPUT = 2;

  /** It could not be told. */
  public static final int UNKNOWN = 3;

  private Exit() {}
}
