package annai.bot.conversation;

/** Why evidence is being taken. */
public enum Purpose {
  /** With the settings as they are, before anything is changed. */
  BASELINE,
  /** After the change. */
  AFTER_CHANGE,
  /** The server has a fault of its own; waiting until it is healthy. */
  OUTAGE
}
