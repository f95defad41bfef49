package annai.bot.conversation;

import org.jspecify.annotations.Nullable;

/**
 * Who writes to us, as far as it is known. Both may have been declined.
 *
 * @param trust how the address is known; a stated address is never a key to anything
 */
public record Customer(@Nullable String mailAddress, @Nullable String name, Trust trust) {

  public static final Customer UNKNOWN = new Customer(null, null, Trust.STATED);

  public enum Trust {
    /** They said so. */
    STATED,
    /** The site's token says so. */
    SIGNED,
    /** An authenticated test mail says so. */
    PROVEN
  }
}
