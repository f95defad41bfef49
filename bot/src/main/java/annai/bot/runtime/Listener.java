package annai.bot.runtime;

import annai.bot.understanding.Meaning;

/** Hears what a customer writes. Safe for use by many threads. */
public interface Listener {

  /** The text with every secret in it masked: what is kept, shown and logged. */
  String mask(String text);

  /** What the text means; what is kept of it is masked. */
  Meaning.Understood read(String text);
}
