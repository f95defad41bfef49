package annai.bot.understanding;

import java.util.Locale;
import java.util.Optional;

/** What an utterance asks of the conversation itself, beside its {@link Intent}. */
public enum Command {
  YES,
  NO,
  SKIP,
  RESTART,
  SWITCH_TO_JA,
  SWITCH_TO_EN,
  /** Sending works now. */
  WORKS_NOW,
  /** Sending still fails after something was changed. */
  STILL_FAILS,
  /** The customer doesn't want to tell what was asked for, such as a mail address. */
  DECLINE,
  /** The customer wants no answers by mail. */
  NO_MAIL;

  /** The id in files, such as "works-now". */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The command with that id; empty when there is none. */
  public static Optional<Command> ofId(String id) {
    for (Command command : values()) {
      if (command.id().equals(id)) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }
}
