package annai.connectors.probe.testmail;

/** Takes the test mails that arrived. */
@FunctionalInterface
public interface TestMailSink {

  /**
   * Keeps the test mail for good before it returns: only then is the relay told that it was taken.
   * May be called again with the same mail when that answer got lost.
   *
   * @throws RuntimeException if it can't be kept now: the relay keeps the mail and comes again
   */
  void arrived(TestMail mail);
}
