package annai.bot.conversation;

import annai.bot.conversation.State.ChoosingMailClient;
import annai.knowledge.MailClient;
import annai.knowledge.Note;
import annai.knowledge.Procedure;
import java.util.List;

/** Finding out which mail client the customer has. */
final class MailClientChoice {

  private MailClientChoice() {}

  static void said(Turn turn, ChoosingMailClient choosing, Reading reading) {
    if (reading.wish() == Wish.NO
        && turn.has(Mark.FROM_TICKET)
        && choosing.candidates().size() == 1) {
      turn.state = new ChoosingMailClient(List.of());
      Prompt.say(turn);
      return;
    }
    switch (reading.wish()) {
      case BACK, AGAIN -> {
        turn.state = new ChoosingMailClient(List.of());
        Prompt.say(turn);
      }
      case ERROR -> {
        reading.errorText().ifPresent(error -> turn.say("error.meaning", "error", error));
        choose(turn, reading);
      }
      case WORKS -> Endings.solve(turn, State.Resolution.CUSTOMERS_WORD);
      case TEST_MAIL -> Proof.offer(turn, Purpose.AFTER_CHANGE, choosing);
      case HELP, LOOKS_DIFFERENT, SOMETHING_ELSE, NO, SKIP, DECLINE -> {
        turn.say("client.help");
        Prompt.say(turn);
      }
      case NOTHING,
          NOT_UNDERSTOOD,
          CANNOT_SEND,
          CANNOT_RECEIVE,
          DONE,
          YES,
          SENT,
          STILL_FAILS,
          LOGIN_CHECK,
          GO_ON,
          PERSON,
          RESTART,
          SPEAK_JA,
          SPEAK_EN,
          CHANGE_CLIENT,
          NAME_CLIENT,
          OTHER_CLIENT,
          QUESTION,
          ABUSE,
          INJECTION,
          PASSWORD,
          THANKS,
          GREETING,
          SMALLTALK,
          OFF_TOPIC ->
          choose(turn, reading);
    }
  }

  /** Settles the mail client when the turn names one, else asks on with what is still possible. */
  static void choose(Turn turn, Reading reading) {
    List<String> fitting = fitting(turn, reading);
    if (fitting.size() == 1 && isTold(turn, reading)) {
      settle(turn, fitting.getFirst());
      return;
    }
    turn.state = new ChoosingMailClient(fitting);
    Prompt.say(turn);
  }

  /** Whether the turn itself points at a mail client; an old button does not. */
  private static boolean isTold(Turn turn, Reading reading) {
    return !reading.mailClientIds().isEmpty()
        || reading.version().isPresent()
        || reading.wish() == Wish.YES
        || turn.mailClient != null;
  }

  private static List<String> fitting(Turn turn, Reading reading) {
    List<String> known =
        reading.mailClientIds().stream()
            .filter(id -> turn.library.procedure(id).isPresent())
            .toList();
    if (!known.isEmpty()) {
      return known;
    }
    if (reading.os().isPresent()) {
      String os = reading.os().get();
      return narrowed(turn, turn.library.mailClients(), client -> client.os().id().equals(os));
    }
    List<String> before =
        turn.state instanceof ChoosingMailClient(List<String> candidates) ? candidates : List.of();
    if (reading.version().isEmpty()) {
      return before.isEmpty() && turn.mailClient != null ? List.of(turn.mailClient) : before;
    }
    String version = reading.version().get();
    List<MailClient> pool =
        turn.library.mailClients().stream()
            .filter(client -> before.isEmpty() || before.contains(client.id()))
            .toList();
    List<String> narrowed = narrowed(turn, pool, client -> version.equals(client.version()));
    return narrowed.isEmpty() ? before : narrowed;
  }

  private static List<String> narrowed(
      Turn turn, List<MailClient> pool, java.util.function.Predicate<MailClient> fits) {
    return pool.stream()
        .filter(fits)
        .map(MailClient::id)
        .filter(id -> turn.library.procedure(id).isPresent())
        .toList();
  }

  /** Goes to another mail client in mid-procedure; whether the turn named one. */
  static boolean corrected(Turn turn, Reading reading) {
    boolean walking =
        turn.state instanceof State.Confirming
            || turn.state instanceof State.Changing
            || turn.state instanceof State.TakingEvidence;
    if (!walking) {
      return false;
    }
    List<String> named = named(turn, reading);
    String current = turn.mailClient;
    if (named.isEmpty() && reading.wish() != Wish.CHANGE_CLIENT) {
      return false;
    }
    if (current != null && named.contains(current) && reading.wish() != Wish.CHANGE_CLIENT) {
      return false;
    }
    turn.asked = null;
    turn.cancel(Timer.TEST_MAIL);
    turn.state = new ChoosingMailClient(named);
    turn.mailClient = null;
    turn.say("client.corrected");
    choose(turn, reading);
    return true;
  }

  private static List<String> named(Turn turn, Reading reading) {
    List<String> known =
        reading.mailClientIds().stream()
            .filter(id -> turn.library.procedure(id).isPresent())
            .toList();
    return known.isEmpty() ? otherVersion(turn, reading) : known;
  }

  /** "2013, I mean": a version alone is one of the mail client that we are at. */
  private static List<String> otherVersion(Turn turn, Reading reading) {
    MailClient current =
        turn.mailClient == null ? null : turn.library.mailClient(turn.mailClient).orElse(null);
    if (current == null || reading.version().isEmpty()) {
      return List.of();
    }
    String version = reading.version().get();
    return narrowed(
        turn,
        turn.library.mailClients(),
        client ->
            client.family().equals(current.family())
                && client.os() == current.os()
                && version.equals(client.version()));
  }

  static void settle(Turn turn, String id) {
    become(turn, id);
    turn.say("client.settled", "mail-client", id);
    notes(turn, Note.Kind.END_OF_SUPPORT);
    State procedure = Walk.start(turn);
    if (Proof.hasFailed(turn)) {
      Walk.to(turn, procedure);
    } else {
      Proof.offer(turn, Purpose.BASELINE, procedure);
    }
  }

  /** What belonged to another mail client is forgotten. */
  static void become(Turn turn, String id) {
    if (!id.equals(turn.mailClient)) {
      turn.forgetSteps();
      turn.forget(Mark.NOTES_TOLD, Mark.EXPLAINED, Mark.CHANGED_AGAIN);
    }
    turn.mailClient = id;
    turn.otherMailClient = null;
  }

  static void notes(Turn turn, Note.Kind kind) {
    Procedure procedure = turn.procedure().orElse(null);
    if (procedure == null || turn.mailClient == null) {
      return;
    }
    for (int i = 0; i < procedure.notes().size(); i++) {
      if (procedure.notes().get(i).kind() == kind) {
        turn.say(new Utterance.ShownNote(turn.mailClient, i));
      }
    }
  }

  /** A mail client without a procedure: the provider's values, a test mail, or a person. */
  static void other(Turn turn, Reading reading) {
    if (turn.state instanceof State.WaitingForAgent
        || turn.state instanceof State.Solved
        || turn.state instanceof State.WithAgent) {
      Talk.notUnderstood(turn, reading);
      return;
    }
    if (turn.first(Mark.REPORTED)) {
      Probes.run(turn, false);
    }
    turn.mailClient = null;
    turn.forgetSteps();
    var read = reading.understood();
    turn.otherMailClient = read == null ? null : read.mailClientName();
    turn.state = new ChoosingMailClient(List.of());
    turn.say("client.other");
    turn.say("client.values");
    turn.choices("test-mail", "person", "change-client");
  }
}
