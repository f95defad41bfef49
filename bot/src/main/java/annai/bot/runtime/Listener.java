package annai.bot.runtime;

import annai.bot.understanding.Masking.Masked;
import annai.bot.understanding.Meaning;

/** Hears what a customer writes. Safe for use by many threads. */
public interface Listener {

  /** What the words mean. */
  Meaning.Understood read(Masked words);
}
