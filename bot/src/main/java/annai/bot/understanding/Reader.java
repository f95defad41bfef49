package annai.bot.understanding;

/** Turns what a customer wrote into its meaning. Safe for use by many threads. */
public interface Reader {

  /**
   * Reads a text of any length and content; it never throws and takes time linear in the length.
   *
   * @param text as it came in; what is kept of it is masked
   */
  default Meaning.Understood read(String text) {
    return read(Masking.mask(text));
  }

  /** Reads a text in which the secrets are masked already. */
  Meaning.Understood read(Masking.Masked masked);
}
