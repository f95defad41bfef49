package annai.bot.conversation;

/** Something that is done at most once, or counted as "a second time". */
public enum Mark {
  /** The greeting was said. */
  GREETED,
  /** The customer said that sending fails; a report-policy ticket and the first probe were due. */
  REPORTED,
  /** Mail address and name were asked for. */
  ASKED_CONTACT,
  /** The conversation began with the link of a ticket, which told what is wrong. */
  FROM_TICKET,
  /** The server's first fault is being confirmed by a second run. */
  CONFIRMING_FAULT,
  /** The change was gone through again after evidence that failed. */
  CHANGED_AGAIN,
  /** Evidence after the change failed once without saying why. */
  FAILED_AFTER_CHANGE,
  /** The step on the screen was said in a second way. */
  EXPLAINED,
  /** The notes of the mail client were told. */
  NOTES_TOLD,
  /** Abuse was answered calmly once. */
  WARNED,
  /** A silent customer was reminded. */
  REMINDED,
  /** The customer was asked how they were helped. */
  RATING_OFFERED,
  /** The customer said how they were helped. */
  RATED,
  /**
   * A person had the conversation when the ticket was closed; it is theirs if that was too early.
   */
  HELPED_BY_PERSON
}
