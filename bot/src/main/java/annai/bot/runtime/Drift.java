package annai.bot.runtime;

import java.util.Locale;

/** How what is known of a ticket can differ from what its system has. */
public enum Drift {
  /** Closed there, and nobody told us. */
  CLOSED_THERE,
  /** Reopened there, and nobody told us. */
  REOPENED_THERE,
  /** A person's public comment, which nobody told us of. */
  COMMENTED_THERE,
  /** Not there any more. */
  MISSING_THERE,
  /** We knew, and the conversation did not. */
  CONVERSATION_BEHIND,
  /** Commands that no worker was to tell. */
  UNATTENDED;

  /** As reports name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
