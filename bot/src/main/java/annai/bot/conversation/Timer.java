package annai.bot.conversation;

/** A thing that happens by itself when nothing else does. */
public enum Timer {
  /** The customer has said nothing for a while in the middle of a procedure. */
  SILENCE,
  /** No test mail came. */
  TEST_MAIL,
  /** Time to look at the server again. */
  PROBE_AGAIN,
  /** The watch period after a solution is over. */
  WATCH,
  /** Nobody took the conversation over. */
  AGENT,
  /** Nothing happened for days. */
  ABANDONED
}
