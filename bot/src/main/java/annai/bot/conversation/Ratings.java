package annai.bot.conversation;

import org.jspecify.annotations.Nullable;

/** How the customer was helped: asked once an episode, changed at will until it is closed. */
final class Ratings {

  private Ratings() {}

  static void offer(Turn turn) {
    if (turn.first(Mark.RATING_OFFERED)) {
      turn.say(new Utterance.RatingOffer());
    }
  }

  static void rated(Turn turn, int score, @Nullable String words) {
    switch (turn.state) {
      case State.WithAgent _ ->
          turn.effect(
              new Effect.Forward(
                  turn.report(TicketReport.Topic.CUSTOMER_WROTE, words(score, words))));
      case State.Solved _ -> keep(turn, score, words);
      case State.Closed _ -> {
        if (turn.has(Mark.RATED)) {
          turn.say("rating.closed");
        } else {
          keep(turn, score, words);
        }
      }
      case State.Greeting _,
          State.ChoosingMailClient _,
          State.Confirming _,
          State.Changing _,
          State.TakingEvidence _,
          State.WaitingForAgent _ -> {
        turn.say("rating.not-yet");
        Prompt.say(turn);
      }
    }
  }

  private static void keep(Turn turn, int score, @Nullable String words) {
    turn.effect(new Effect.KeepRating(turn.episode(), score, words));
    turn.say(turn.first(Mark.RATED) ? "rating.thanks" : "rating.changed");
  }

  private static String words(int score, @Nullable String words) {
    return words == null ? score + "/5" : score + "/5 " + words;
  }
}
