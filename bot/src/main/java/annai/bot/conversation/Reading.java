package annai.bot.conversation;

import annai.bot.understanding.Command;
import annai.bot.understanding.Intent;
import annai.bot.understanding.Meaning;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A meaning as the engine takes it.
 *
 * @param words what was written; the choice's id where a button was pressed
 * @param choice the id of the button; null when there was none
 * @param understood null when a button was pressed
 */
record Reading(
    Wish wish, String words, @Nullable String choice, Meaning.@Nullable Understood understood) {

  /** Below it an intent is only what the nearest examples say. */
  private static final double GUESSED = 0.5;

  private static final double HARDLY_GUESSED = 0.2;

  private static final Set<Intent> TALK =
      EnumSet.of(
          Intent.ABUSIVE,
          Intent.PROMPT_INJECTION,
          Intent.THANKS,
          Intent.GREETING,
          Intent.SMALLTALK,
          Intent.OFF_TOPIC);

  private static final Map<String, Wish> BUTTONS =
      Map.ofEntries(
          Map.entry("cannot-send", Wish.CANNOT_SEND),
          Map.entry("cannot-receive", Wish.CANNOT_RECEIVE),
          Map.entry("something-else", Wish.SOMETHING_ELSE),
          Map.entry("error", Wish.ERROR),
          Map.entry("done", Wish.DONE),
          Map.entry("yes", Wish.YES),
          Map.entry("no", Wish.NO),
          Map.entry("looks-different", Wish.LOOKS_DIFFERENT),
          Map.entry("help", Wish.HELP),
          Map.entry("back", Wish.BACK),
          Map.entry("sent", Wish.SENT),
          Map.entry("skip", Wish.SKIP),
          Map.entry("works-now", Wish.WORKS),
          Map.entry("still-fails", Wish.STILL_FAILS),
          Map.entry("test-mail", Wish.TEST_MAIL),
          Map.entry("login-check", Wish.LOGIN_CHECK),
          Map.entry("again", Wish.AGAIN),
          Map.entry("go-on", Wish.GO_ON),
          Map.entry("person", Wish.PERSON),
          Map.entry("decline", Wish.DECLINE),
          Map.entry("restart", Wish.RESTART),
          Map.entry("language:ja", Wish.SPEAK_JA),
          Map.entry("language:en", Wish.SPEAK_EN),
          Map.entry("change-client", Wish.CHANGE_CLIENT),
          Map.entry("mail-client:other", Wish.OTHER_CLIENT));

  static Reading of(Meaning meaning) {
    return switch (meaning) {
      case Meaning.Chosen(String choice) ->
          new Reading(
              choice.startsWith("os:")
                      || (choice.startsWith("mail-client:") && !choice.endsWith(":other"))
                  ? Wish.NAME_CLIENT
                  : BUTTONS.getOrDefault(choice, Wish.NOTHING),
              "[" + choice + "]",
              choice,
              null);
      case Meaning.Understood read -> new Reading(wish(read), read.text(), null, read);
    };
  }

  /** The catalogue ids that the turn names; empty when it names none. */
  List<String> mailClientIds() {
    if (choice != null && choice.startsWith("mail-client:")) {
      return List.of(choice.substring("mail-client:".length()));
    }
    return understood == null ? List.of() : understood.mailClientIds();
  }

  /** The operating system that the turn names, as its id. */
  Optional<String> os() {
    if (choice != null && choice.startsWith("os:")) {
      return Optional.of(choice.substring("os:".length()));
    }
    return Optional.ofNullable(understood)
        .map(Meaning.Understood::os)
        .map(os -> os.name().toLowerCase(Locale.ROOT));
  }

  Optional<String> version() {
    return Optional.ofNullable(understood).map(Meaning.Understood::version);
  }

  Optional<String> errorText() {
    return Optional.ofNullable(understood).map(Meaning.Understood::errorText);
  }

  Optional<String> mailAddress() {
    return Optional.ofNullable(understood).map(Meaning.Understood::mailAddress);
  }

  /** A command in so many words beats an intent that is only guessed. */
  private static Wish wish(Meaning.Understood read) {
    Intent intent = isHardlyGuessed(read) ? null : read.intent();
    Optional<Wish> first = isGuessed(read) ? command(read) : urgent(intent);
    return first
        .or(() -> urgent(intent))
        .or(() -> command(read))
        .or(() -> question(read))
        .or(() -> Optional.ofNullable(intent).map(Reading::intent))
        .orElseGet(() -> namesSomething(read) ? Wish.NAME_CLIENT : Wish.NOT_UNDERSTOOD);
  }

  private static boolean namesSomething(Meaning.Understood read) {
    return !read.mailClientIds().isEmpty() || read.os() != null || read.version() != null;
  }

  private static boolean isGuessed(Meaning.Understood read) {
    return read.confidence() < GUESSED;
  }

  /**
   * Talk is what a text without sense is most like; to ask back is better than to take offence. The
   * same with one that is to name a mail client and names none.
   */
  private static boolean isHardlyGuessed(Meaning.Understood read) {
    Intent intent = read.intent();
    return intent != null
        && read.confidence() <= HARDLY_GUESSED
        && (TALK.contains(intent) || (intent == Intent.IDENTIFY_CLIENT && !namesSomething(read)));
  }

  private static Optional<Wish> urgent(@Nullable Intent intent) {
    if (intent == Intent.WANT_HUMAN) {
      return Optional.of(Wish.PERSON);
    }
    if (intent == Intent.GIVE_PASSWORD
        || intent == Intent.ABUSIVE
        || intent == Intent.PROMPT_INJECTION
        || intent == Intent.ERROR_MESSAGE
        || intent == Intent.CHANGE_CLIENT
        || intent == Intent.OTHER_CLIENT_NOT_IN_MANUAL) {
      return Optional.of(intent(intent));
    }
    return Optional.empty();
  }

  private static Optional<Wish> command(Meaning.Understood read) {
    Command command = read.command();
    if (command == null) {
      return Optional.empty();
    }
    Intent intent = read.intent();
    if ((command == Command.YES || command == Command.NO)
        && !isGuessed(read)
        && (intent == Intent.CANNOT_SEND || intent == Intent.STEP_NOT_FOUND)) {
      return Optional.of(intent(intent));
    }
    return Optional.of(
        switch (command) {
          case YES -> Wish.YES;
          case NO -> Wish.NO;
          case SKIP -> Wish.SKIP;
          case RESTART -> Wish.RESTART;
          case SWITCH_TO_JA -> Wish.SPEAK_JA;
          case SWITCH_TO_EN -> Wish.SPEAK_EN;
          case WORKS_NOW -> Wish.WORKS;
          case STILL_FAILS -> Wish.STILL_FAILS;
          case DECLINE, NO_MAIL -> Wish.DECLINE;
        });
  }

  private static Optional<Wish> question(Meaning.Understood read) {
    Intent intent = read.intent();
    boolean other =
        intent == null
            || intent == Intent.IDENTIFY_CLIENT
            || intent == Intent.SMALLTALK
            || intent == Intent.ASK_WHY
            || intent == Intent.ASK_SECURITY
            || intent == Intent.ASK_HOW_TO_FIND_VERSION;
    return read.question() && other ? Optional.of(Wish.QUESTION) : Optional.empty();
  }

  private static Wish intent(Intent intent) {
    return switch (intent) {
      case GREETING -> Wish.GREETING;
      case THANKS -> Wish.THANKS;
      case SMALLTALK -> Wish.SMALLTALK;
      case ABUSIVE -> Wish.ABUSE;
      case OFF_TOPIC -> Wish.OFF_TOPIC;
      case PROMPT_INJECTION -> Wish.INJECTION;
      case CANNOT_SEND -> Wish.CANNOT_SEND;
      case CANNOT_RECEIVE -> Wish.CANNOT_RECEIVE;
      case ERROR_MESSAGE -> Wish.ERROR;
      case IDENTIFY_CLIENT -> Wish.NAME_CLIENT;
      case OTHER_CLIENT_NOT_IN_MANUAL -> Wish.OTHER_CLIENT;
      case ASK_HOW_TO_FIND_VERSION, ASK_WHY, ASK_SECURITY -> Wish.QUESTION;
      case CHANGE_CLIENT -> Wish.CHANGE_CLIENT;
      case DONE_STEP -> Wish.DONE;
      case STEP_NOT_FOUND -> Wish.LOOKS_DIFFERENT;
      case GO_BACK -> Wish.BACK;
      case WANT_HUMAN -> Wish.PERSON;
      case GIVE_PASSWORD -> Wish.PASSWORD;
    };
  }
}
