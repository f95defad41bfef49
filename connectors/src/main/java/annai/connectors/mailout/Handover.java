package annai.connectors.mailout;

/** What became of handing a mail over. */
public sealed interface Handover {

  /** The server has taken it. */
  record Taken() implements Handover {}

  /**
   * Not now: a 4xx, no connection, no answer in time, a login that did not pass.
   *
   * @param reply the server's words, or ours where it said none; one line
   */
  record Later(String reply) implements Handover {}

  /**
   * Never: a 5xx, or no address at all.
   *
   * @param code the server's, such as 550
   * @param reply the server's words; one line
   */
  record Refused(int code, String reply) implements Handover {}
}
