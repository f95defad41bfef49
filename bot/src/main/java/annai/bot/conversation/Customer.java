package annai.bot.conversation;

import org.jspecify.annotations.Nullable;

/**
 * Who writes to us, as far as it is known. Both may have been declined.
 *
 * @param trust how the address is known; a stated address is never a key to anything
 * @param externalId the site's own id of who is signed in there; null for who is not
 */
public record Customer(
    @Nullable String mailAddress, @Nullable String name, Trust trust, @Nullable String externalId) {

  public static final Customer UNKNOWN = new Customer(null, null, Trust.STATED);

  public Customer(@Nullable String mailAddress, @Nullable String name, Trust trust) {
    this(mailAddress, name, trust, null);
  }

  public enum Trust {
    /** They said so. */
    STATED,
    /** The site's token says so. */
    SIGNED,
    /** An authenticated test mail says so. */
    PROVEN
  }

  /** As an authenticated test mail shows them. */
  Customer proven(String account) {
    return new Customer(account, name, Trust.PROVEN, externalId);
  }

  /**
   * As the site knows them. What was only stated gives way to what is signed, and what was proven
   * stays.
   */
  public Customer signedIn(Event.CustomerIdentified who) {
    String known = who.name() == null ? name : who.name();
    if (trust == Trust.PROVEN || who.mailAddress() == null) {
      return new Customer(mailAddress, known, trust, who.externalId());
    }
    return new Customer(who.mailAddress(), known, Trust.SIGNED, who.externalId());
  }
}
