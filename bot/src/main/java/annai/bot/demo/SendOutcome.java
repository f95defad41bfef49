package annai.bot.demo;

/** How a try to send ended, as a mail client would show it. */
public sealed interface SendOutcome {

  /** What the server said, cleaned; empty where it said nothing. */
  String reply();

  /** The server took the mail. */
  record Sent(String reply) implements SendOutcome {}

  /**
   * The server said no.
   *
   * @param command the SMTP command that was answered: "AUTH", "MAIL", "RCPT", "DATA" and so on
   */
  record Refused(String command, String reply) implements SendOutcome {}

  /** The settings ask for a login or for TLS, and the server doesn't offer it on this port. */
  record NotOffered(String extension, String reply) implements SendOutcome {}

  /** No conversation came about, or it broke off. */
  record NotConnected(String reply) implements SendOutcome {}
}
