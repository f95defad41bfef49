package annai.bot.identity;

/**
 * A token of the site does not say who a customer is; whose fault it is, and never what it held.
 */
public final class IdentityRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong, with a sentence for whoever programs the site. */
  public enum Fault {
    NOT_SET_UP("this installation takes no signed identities; expected annai.identity to be set"),
    MALFORMED("expected a signed JWT in its compact form, at most 4096 characters"),
    ALGORITHM("expected the alg that belongs to the key; none is never taken"),
    UNKNOWN_KEY("expected a kid that is set up here"),
    SIGNATURE("expected a signature that was made with the key of the kid"),
    AUDIENCE("expected an aud that is set up here"),
    ISSUER("expected the iss that is set up here"),
    LIFETIME("expected iat and exp, with exp at most 10 minutes after iat"),
    NOT_YET_VALID("expected an iat and an nbf that are not in the future"),
    EXPIRED("expected an exp in the future"),
    CLAIMS(
        "expected sub and jti of 1 to 200 characters and, where given, name of 1 to 80 and a mail"
            + " address as email"),
    REPLAYED("expected a jti that was not used before; each token is good once");

    private final String expectation;

    Fault(String expectation) {
      this.expectation = expectation;
    }
  }

  private final Fault fault;

  public IdentityRefusedException(Fault fault) {
    super("identity: " + fault.expectation);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
