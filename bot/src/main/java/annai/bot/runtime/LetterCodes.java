package annai.bot.runtime;

import annai.bot.store.InstallationKey;
import annai.bot.store.Stores;

/**
 * The codes in a letter's links: 256 bits under a key of this installation, so that every try to
 * send a letter sends the same one.
 */
final class LetterCodes {

  private final InstallationKey key;

  LetterCodes(Stores stores) {
    this.key = new InstallationKey(stores.conversations(), "letter-key");
  }

  /** Opens the conversation. */
  String resume(String letter) {
    return key.mac("annai letter resume " + letter);
  }

  /** Ends the conversation's letters. */
  String decline(String letter) {
    return key.mac("annai letter decline " + letter);
  }
}
