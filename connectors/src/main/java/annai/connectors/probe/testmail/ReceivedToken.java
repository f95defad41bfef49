package annai.connectors.probe.testmail;

/** A piece of a Received field's body (RFC 5322 section 3.2, RFC 5321 section 4.4). */
sealed interface ReceivedToken {

  /** A keyword, a name, an address, an address literal or a quoted string; as written. */
  record Word(String text) implements ReceivedToken {}

  /** What stands between outer parentheses, without them. */
  record Comment(String text) implements ReceivedToken {}

  /** The ";" before the date. */
  record Semicolon() implements ReceivedToken {}
}
