package annai.bot.demo;

/**
 * A mail client to play with: sends real SMTP, to the demonstration mail server and nowhere else.
 */
public final class PretendMailClient {

  public PretendMailClient(DemoMailServer server, DemoCertificateAuthority authority) {}

  /** Sends an empty mail; blocks for a few seconds at most. */
  public SendOutcome send(Settings settings, String to) {
    return new SendOutcome.NotConnected("");
  }

  public enum OutgoingPort {
    OLD,
    SUBMISSION
  }

  /**
   * What a customer sets in their mail client.
   *
   * @param startTls whether the connection is encrypted before anything else
   * @param authentication whether to log in with the name and password
   */
  public record Settings(
      OutgoingPort port,
      boolean startTls,
      boolean authentication,
      String userName,
      String password) {

    /** As customers had it while POP-before-SMTP was on. */
    public static Settings old(DemoAccount account) {
      return new Settings(
          OutgoingPort.OLD, false, false, account.mailAddress(), account.password());
    }

    /** As it must be now. */
    public static Settings current(DemoAccount account) {
      return new Settings(
          OutgoingPort.SUBMISSION, true, true, account.mailAddress(), account.password());
    }
  }
}
