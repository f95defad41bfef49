package annai.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.understanding.Command;
import annai.bot.understanding.Meaning;
import annai.bot.wording.Wording;
import java.util.HashSet;
import java.util.Objects;
import java.util.function.Supplier;

/** What holds for every transition. */
final class Promises {

  private Promises() {}

  static void check(Conversation before, Event event, Transition transition) {
    Conversation next = transition.next();
    Supplier<String> what = () -> before.state() + " + " + event;
    assertThat(next.epoch()).as(what).isGreaterThanOrEqualTo(before.epoch());
    assertThat(next.calls()).as(what).isGreaterThanOrEqualTo(before.calls());
    assertThat(next.id()).as(what).isEqualTo(before.id());
    assertThat(next.revision()).as(what).isEqualTo(before.revision());
    assertThat(next.evidence().size()).as(what).isLessThanOrEqualTo(20);
    assertThat(new HashSet<>(next.stepsDone())).as(what).hasSize(next.stepsDone().size());
    assertThat(next.notUnderstood()).as(what).isBetween(0, 1);
    if (event instanceof Event.FromPerson) {
      assertThat(transition.effects()).as(what).isNotEmpty();
    }
    if (event instanceof Event.AgentClaimed
        || event instanceof Event.AgentReleased
        || event instanceof Event.AgentSolved) {
      assertThat(next.epoch()).as(what).isGreaterThan(before.epoch());
    }
    if (event instanceof Event.AgentProbed) {
      assertThat(transition.effects()).as(what).hasOnlyElementsOfType(Effect.ProbeForAgent.class);
      assertThat(next.state()).as(what).isEqualTo(before.state());
    } else if (before.state() instanceof State.WithAgent) {
      withAgent(before, event, transition, what);
    } else if (event instanceof Event.FromPerson) {
      assertThat(transition.effects()).as(what).anyMatch(e -> e instanceof Effect.Say);
    }
    if (event instanceof Event.AgentReleased(_, ProcedureStep at)
        && at != null
        && before.state() instanceof State.WithAgent) {
      goesOnAt(at, next, what);
    }
    closesOnlyByProof(before, event, transition, what);
    agreesOnlyByWord(before, event, next, what);
  }

  /** Nobody gets mail who has not just said so, or said so before for the same address. */
  private static void agreesOnlyByWord(
      Conversation before, Event event, Conversation next, Supplier<String> what) {
    if (next.customer().agreedToMail() && !before.customer().agreedToMail()) {
      assertThat(event).as(what).isInstanceOf(Event.Said.class);
    }
    if (event instanceof Event.LettersDeclined) {
      assertThat(next.customer().agreedToMail()).as(what).isFalse();
    }
  }

  private static boolean isAboutLetters(Event event) {
    return event instanceof Event.Said(Meaning.Chosen(String choice))
        ? choice.startsWith("letters-")
        : event instanceof Event.Said(Meaning.Understood read) && read.command() == Command.NO_MAIL;
  }

  /** A step that there is, is where the bot is from then on. */
  private static void goesOnAt(ProcedureStep at, Conversation next, Supplier<String> what) {
    Shipped.LIBRARY
        .procedure(at.mailClient())
        .flatMap(procedure -> Walk.state(procedure, at))
        .ifPresent(
            state -> {
              assertThat(next.state()).as(what).isEqualTo(state);
              assertThat(next.mailClient()).as(what).isEqualTo(at.mailClient());
            });
  }

  private static void withAgent(
      Conversation before, Event event, Transition transition, Supplier<String> what) {
    if (event instanceof Event.Said
        || event instanceof Event.CameBack
        || event instanceof Event.Attached
        || event instanceof Event.Rated) {
      boolean aboutLetters =
          !Objects.equals(
              before.customer().mailConsent(), transition.next().customer().mailConsent());
      if (!aboutLetters && !isAboutLetters(event)) {
        assertThat(transition.effects()).as(what).hasSize(1);
      }
      assertThat(transition.effects().getFirst()).as(what).isInstanceOf(Effect.Forward.class);
    }
    if (event instanceof Event.ProbeFinished || event instanceof Event.TestMailArrived) {
      assertThat(transition.effects()).as(what).allMatch(e -> e instanceof Effect.Forward);
      assertThat(transition.next().state()).as(what).isInstanceOf(State.WithAgent.class);
    }
  }

  /** A request's ticket is closed by evidence or by a word, and by nothing else. */
  private static void closesOnlyByProof(
      Conversation before, Event event, Transition transition, Supplier<String> what) {
    boolean proofWaited =
        event instanceof Event.TicketOpened
            && (before.state() instanceof State.Solved || before.state() instanceof State.Closed);
    for (Effect effect : transition.effects()) {
      if (effect instanceof Effect.CloseTicket close
          && !proofWaited
          && close.report().topic() != TicketReport.Topic.SERVER_HEALTHY) {
        assertThat(event)
            .as(what)
            .isInstanceOfAny(
                Event.TestMailArrived.class,
                Event.ProbeFinished.class,
                Event.Said.class,
                Event.AgentSolved.class);
        assertThat(close.report().topic())
            .as(what)
            .isEqualTo(
                switch (event) {
                  case Event.Said _ -> TicketReport.Topic.SOLVED_BY_WORD;
                  case Event.AgentSolved _ -> TicketReport.Topic.SOLVED_BY_AGENT;
                  default -> TicketReport.Topic.EVIDENCE_HOLDS;
                });
      }
    }
  }

  static void canBeWorded(Wording wording, Effect effect, Conversation next) {
    switch (effect) {
      case Effect.Say(var utterance) ->
          assertThat(wording.render(utterance, next).body()).isNotEmpty();
      case Effect.OpenTicket open ->
          assertThat(wording.draft(open, next).description()).isNotBlank();
      case Effect.CommentTicket comment ->
          assertThat(wording.comment(comment.report(), next)).isNotBlank();
      case Effect.CloseTicket close ->
          assertThat(wording.comment(close.report(), next)).isNotBlank();
      case Effect.ReopenTicket reopen ->
          assertThat(wording.comment(reopen.report(), next)).isNotBlank();
      case Effect.Forward(var report) -> assertThat(wording.comment(report, next)).isNotBlank();
      case Effect.RunProbe _,
          Effect.ProbeForAgent _,
          Effect.AwaitTestMail _,
          Effect.CallAgent _,
          Effect.KeepRating _,
          Effect.Schedule _,
          Effect.Cancel _ -> {}
    }
  }
}
