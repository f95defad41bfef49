package annai.bot.runtime;

/** The places between the steps of the outbox at which a process can end. */
enum Waypoint {
  BEFORE_SENT_COMMIT,
  AFTER_SENT_COMMIT,
  /** The ticket system has answered, and nobody knows it but this thread. */
  ANSWERED,
  /** The search has answered. */
  LOOKED,
  BEFORE_DONE_COMMIT,
  AFTER_DONE_COMMIT,
  BEFORE_REFUSED_COMMIT,
  AFTER_REFUSED_COMMIT,
  TWINS_LOOKED_FOR,
  TWIN_MERGED,
  TWIN_NOTED
}
