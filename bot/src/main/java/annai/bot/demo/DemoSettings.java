package annai.bot.demo;

/**
 * What the demonstration mail server is called and where it listens.
 *
 * @param domain of the pretend provider's mail addresses
 * @param hostName of its mail server, in the certificate
 * @param testMailDomain of the test-mail addresses, the only one whose mail is handed on
 * @param oldPort the port where mail is taken without a login, as port 25 is; 0 for a free one
 * @param submissionPort the port that requires STARTTLS and a login, as 587 does; 0 for a free one
 */
public record DemoSettings(
    String domain, String hostName, String testMailDomain, int oldPort, int submissionPort) {

  /** "annai.example" on free ports. */
  public static DemoSettings onFreePorts() {
    return new DemoSettings("annai.example", "mail.annai.example", "check.annai.example", 0, 0);
  }
}
