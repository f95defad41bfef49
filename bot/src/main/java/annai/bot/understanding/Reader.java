package annai.bot.understanding;

/** Turns what a customer wrote into its meaning. Safe for use by many threads. */
@FunctionalInterface
public interface Reader {

  /**
   * Reads a text of any length and content; it never throws and takes time linear in the length.
   *
   * @param text as it came in; what is kept of it is masked
   */
  Meaning.Understood read(String text);
}
