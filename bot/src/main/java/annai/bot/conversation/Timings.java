package annai.bot.conversation;

import java.time.Duration;

/**
 * How long the bot waits for what.
 *
 * @param silence before a gentle reminder in the middle of a procedure
 * @param testMail after "sent", before asking what happened
 * @param probeAgain between two looks at a server that has a fault
 * @param watch after a solution; a relapse within it reopens the same ticket
 * @param agent before a customer who waits for a person is given a promise instead
 * @param abandoned after the reminder, before the conversation closes
 */
public record Timings(
    Duration silence,
    Duration testMail,
    Duration probeAgain,
    Duration watch,
    Duration agent,
    Duration abandoned) {

  public static final Timings DEFAULTS =
      new Timings(
          Duration.ofMinutes(10),
          Duration.ofMinutes(3),
          Duration.ofMinutes(5),
          Duration.ofDays(3),
          Duration.ofMinutes(5),
          Duration.ofDays(7));
}
