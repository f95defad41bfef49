package annai.connectors.probe.limits;

/** How many more logins may be tried for an account, over all conversations. */
public interface ProbeBudget {

  /**
   * Takes one try.
   *
   * @param accountKey from {@link AccountKeys}, never the account's name
   * @return false when none is left, and then nothing was taken
   */
  boolean take(String accountKey);
}
