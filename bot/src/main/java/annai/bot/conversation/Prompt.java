package annai.bot.conversation;

import annai.knowledge.MailClient;
import annai.knowledge.Note;
import annai.knowledge.Procedure.Phase;
import java.util.ArrayList;
import java.util.List;

/** What the bot asks where the conversation is; said again after every aside. */
final class Prompt {

  private Prompt() {}

  static void say(Turn turn) {
    if (turn.asked != null) {
      asked(turn, turn.asked.kind());
      return;
    }
    switch (turn.state) {
      case State.Greeting _ -> greeting(turn);
      case State.ChoosingMailClient(var candidates) -> mailClient(turn, candidates);
      case State.Confirming _, State.Changing _ -> step(turn);
      case State.TakingEvidence taking -> evidence(turn, taking);
      case State.Solved _ -> {
        turn.say("solved.more");
        turn.choices("still-fails", "person");
      }
      case State.Closed _ -> {
        turn.say("closed.more");
        turn.choices("cannot-send", "person");
      }
      case State.WaitingForAgent _ -> {
        turn.say("waiting.holding");
        turn.choices("go-on");
      }
      case State.WithAgent _ -> {}
    }
  }

  private static void greeting(Turn turn) {
    turn.say(turn.has(Mark.GREETED) ? "greeting.again" : "greeting");
    turn.first(Mark.GREETED);
    turn.choices(
        "cannot-send",
        "cannot-receive",
        "something-else",
        switch (turn.language) {
          case JA -> "language:en";
          case EN -> "language:ja";
        });
  }

  private static void asked(Turn turn, Asked.Kind kind) {
    switch (kind) {
      case CONTACT -> {
        turn.say("contact.ask");
        turn.choices("decline");
      }
      case WORKS_NOW -> {
        turn.say("works.ask");
        turn.choices("works-now", "still-fails");
      }
      case CLOSED_THERE -> {
        turn.say("closed-there.ask");
        turn.choices("works-now", "still-fails", "person");
      }
      case WHAT_HAPPENED -> {
        turn.say("test-mail.what-happened");
        turn.say(
            new Utterance.Choices(
                List.of(
                    new Choice("error", "choice.error"),
                    new Choice("sent", "choice.seemed-sent"),
                    new Choice("test-mail", "choice.test-mail"))));
      }
      case ERROR_TEXT -> {
        turn.say("error.ask");
        turn.say(new Utterance.Choices(List.of(new Choice("skip", "choice.no-error-text"))));
      }
      case PERSON -> {
        turn.say("person.offer");
        turn.choices("person", "go-on");
      }
      case LETTERS -> Letters.prompt(turn);
    }
  }

  private static void mailClient(Turn turn, List<String> candidates) {
    List<Choice> choices = new ArrayList<>();
    if (turn.has(Mark.FROM_TICKET) && candidates.size() == 1) {
      turn.say("client.ask-right", "mail-client", candidates.getFirst());
      turn.choices("yes", "no");
      return;
    }
    if (candidates.isEmpty()) {
      turn.say("client.ask-os");
      turn.library.mailClients().stream()
          .map(client -> "os:" + client.os().id())
          .distinct()
          .forEach(os -> choices.add(new Choice(os, "choice." + os)));
    } else {
      turn.say("client.ask-which");
      candidates.stream()
          .flatMap(id -> turn.library.mailClient(id).stream())
          .map(MailClient::id)
          .forEach(id -> choices.add(new Choice("mail-client:" + id, "mail-client:" + id)));
    }
    choices.add(new Choice("mail-client:other", "choice.mail-client:other"));
    if (!candidates.isEmpty()) {
      choices.add(new Choice("back", "choice.back"));
    }
    turn.say(new Utterance.Choices(choices));
  }

  private static void step(Turn turn) {
    String client = turn.mailClient;
    Walk.Place place = Walk.place(turn).orElse(null);
    if (client == null || place == null) {
      turn.state = new State.ChoosingMailClient(List.of());
      mailClient(turn, List.of());
      return;
    }
    if (place.check()) {
      turn.say(new Utterance.ShownCheck(client));
      turn.choices("yes", "no", "looks-different", "back", "help");
      return;
    }
    explain(turn, place);
    int of = turn.procedure().orElseThrow().steps(place.phase()).size();
    turn.say(
        new Utterance.ShownStep(client, place.phase(), place.step().id(), place.index() + 1, of));
    if (place.phase() == Phase.CONFIRM && place.index() == 0) {
      turn.choices("done", "looks-different", "help");
    } else {
      turn.choices("done", "looks-different", "back", "help");
    }
  }

  /** Where there is nothing to look at, the explanation stands before the first change, once. */
  private static void explain(Turn turn, Walk.Place place) {
    boolean begins = place.phase() == Phase.CHANGE && place.index() == 0;
    boolean nothingToLookAt = turn.procedure().orElseThrow().confirm().isEmpty();
    if (begins && nothingToLookAt && turn.first(Mark.NOTES_TOLD)) {
      MailClientChoice.notes(turn, Note.Kind.EXPLANATION);
    }
  }

  private static void evidence(Turn turn, State.TakingEvidence taking) {
    String call = taking.call();
    boolean awaited = turn.awaited.testMail() != null && turn.awaited.testMail().equals(call);
    switch (taking.purpose()) {
      case OUTAGE -> {
        turn.say("outage.waiting");
        turn.choices("person");
      }
      case BASELINE -> {
        if (awaited && call != null) {
          turn.say(new Utterance.TestMailInvitation(call, taking.purpose()));
          turn.choices("sent", "error", "skip");
        } else {
          turn.say("evidence.next");
          turn.choices("test-mail", "skip", "person");
        }
      }
      case AFTER_CHANGE -> {
        if (awaited && call != null) {
          turn.say(new Utterance.TestMailInvitation(call, taking.purpose()));
          turn.choices("sent", "error", "login-check", "skip");
        } else {
          turn.say("evidence.next");
          turn.choices("test-mail", "again", "login-check", "person");
        }
      }
    }
  }
}
