package annai.bot.understanding;

/** A short instruction to the conversation, beside an {@link Intent}. */
public enum Command {
  YES,
  NO,
  SKIP,
  RESTART,
  SWITCH_TO_JA,
  SWITCH_TO_EN,
  WORKS_NOW,
  STILL_FAILS,
  DECLINE
}
