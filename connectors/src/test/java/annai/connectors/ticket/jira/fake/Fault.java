package annai.connectors.ticket.jira.fake;

import java.time.Duration;

/** What goes wrong with a request. */
public sealed interface Fault {

  /** Refused before anything happens. */
  record Answered(JiraAnswer answer) implements Fault {}

  /** Cut off before anything happens. */
  record Refused() implements Fault {}

  /** It happens, and the connection is cut before the answer. */
  record Dropped() implements Fault {}

  /** It happens, and half of the answer comes. */
  record HalfAnswered() implements Fault {}

  /** Nothing happens, and no answer comes for as long as the server runs. */
  record Hung() implements Fault {}

  /** It happens after this time, without an answer. */
  record Late(Duration after) implements Fault {}

  /** It happens and is answered after this time. */
  record Slow(Duration after) implements Fault {}

  static Fault status(int status, String... messages) {
    return new Answered(JiraAnswer.error(status, messages));
  }

  /** 429 as Jira Cloud sends it, with the time to wait in seconds. */
  static Fault tooMany(Duration retryAfter) {
    return new Answered(
        tooManyAnswer()
            .with("Retry-After", Long.toString(retryAfter.toSeconds()))
            .with("RateLimit-Reason", "jira-burst-based"));
  }

  /** 429 that does not say how long to wait. */
  static Fault tooMany() {
    return new Answered(tooManyAnswer());
  }

  private static JiraAnswer tooManyAnswer() {
    return JiraAnswer.error(429, "Rate limit exceeded.");
  }

  /** A word for the journal. */
  default String word() {
    return switch (this) {
      case Answered answered -> "answered-" + answered.answer().status();
      case Refused ignored -> "refused";
      case Dropped ignored -> "dropped";
      case HalfAnswered ignored -> "half-answered";
      case Hung ignored -> "hung";
      case Late late -> "late-" + late.after().toMillis();
      case Slow slow -> "slow-" + slow.after().toMillis();
    };
  }
}
