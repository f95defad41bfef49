package annai.bot.conversation;

import org.jspecify.annotations.Nullable;

/**
 * Who writes to us, as far as it is known. Both may have been declined.
 *
 * @param trust how the address is known; a stated address is never a key to anything
 * @param externalId the site's own id of who is signed in there; null for who is not
 * @param mailConsent to answers by mail; null while that was never asked
 */
public record Customer(
    @Nullable String mailAddress,
    @Nullable String name,
    Trust trust,
    @Nullable String externalId,
    @Nullable MailConsent mailConsent) {

  private static final int LONGEST_ADDRESS = 254;

  public static final Customer UNKNOWN = new Customer(null, null, Trust.STATED);

  public Customer(@Nullable String mailAddress, @Nullable String name, Trust trust) {
    this(mailAddress, name, trust, null);
  }

  public Customer(
      @Nullable String mailAddress,
      @Nullable String name,
      Trust trust,
      @Nullable String externalId) {
    this(mailAddress, name, trust, externalId, null);
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
    return new Customer(account, name, Trust.PROVEN, externalId, mailConsent);
  }

  /**
   * As the site knows them. What was only stated gives way to what is signed, and what was proven
   * stays.
   */
  public Customer signedIn(Event.CustomerIdentified who) {
    String known = who.name() == null ? name : who.name();
    if (trust == Trust.PROVEN || who.mailAddress() == null) {
      return new Customer(mailAddress, known, trust, who.externalId(), mailConsent);
    }
    return new Customer(who.mailAddress(), known, Trust.SIGNED, who.externalId(), mailConsent);
  }

  /** With an address, or a name, that they told; null for what they did not. */
  Customer telling(@Nullable String address, @Nullable String called) {
    return new Customer(
        address != null ? address : mailAddress,
        called != null ? called : name,
        trust,
        externalId,
        mailConsent);
  }

  /** With an address that they told. */
  Customer stating(String address) {
    return telling(address, null);
  }

  Customer consenting(MailConsent.Answer answer) {
    return new Customer(mailAddress, name, trust, externalId, new MailConsent(mailAddress, answer));
  }

  /** Whether they agreed to mail, to the address that they have now. */
  public boolean agreedToMail() {
    return mailAddress != null
        && mailConsent != null
        && mailConsent.answer() == MailConsent.Answer.AGREED
        && mailAddress.equals(mailConsent.mailAddress());
  }

  /** An address is known, it was not asked about, and they never said no. */
  boolean canBeAskedForConsent() {
    return mailAddress != null
        && mailAddress.length() <= LONGEST_ADDRESS
        && (mailConsent == null
            || (mailConsent.answer() != MailConsent.Answer.DECLINED
                && !mailAddress.equals(mailConsent.mailAddress())));
  }
}
