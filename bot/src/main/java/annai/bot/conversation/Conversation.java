package annai.bot.conversation;

import annai.knowledge.Language;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One customer's conversation: its state, and what outlives states.
 *
 * @param mailClient the catalogue id, once settled
 * @param otherMailClient the name of a mail client that the provider has no procedure for
 * @param revision of the library that it started with and keeps
 * @param ticket of this episode; null while there is none
 * @param incident the key of the incident that it joined; null when none
 * @param episode from 1; a relapse after the watch period is a new one, and so is what follows a
 *     ticket that is gone
 * @param epoch raised by every claim and release; what was decided from an older one is refused
 * @param notUnderstood turns in a row that were not understood
 * @param calls how many call ids were given out
 * @param awaited the calls that are still waited for
 * @param asked a question beside the state that the next answer belongs to; null when none is open
 * @param marks what was done once and is not done twice
 * @param interrupted where the bot was when a person was called or came; null when nobody was
 * @param stepsDone in the order in which they were done, as "confirm/…" and "change/…"
 * @param evidence of this episode, oldest first
 */
public record Conversation(
    String id,
    Language language,
    Customer customer,
    @Nullable String mailClient,
    @Nullable String otherMailClient,
    String revision,
    @Nullable Ticketing ticket,
    @Nullable String incident,
    int episode,
    long epoch,
    int notUnderstood,
    int calls,
    Awaited awaited,
    @Nullable Asked asked,
    Set<Mark> marks,
    @Nullable State interrupted,
    List<String> stepsDone,
    List<EvidenceTaken> evidence,
    State state) {

  public Conversation {
    marks = Set.copyOf(marks);
    stepsDone = List.copyOf(stepsDone);
    evidence = List.copyOf(evidence);
  }

  /** A conversation in which nothing was said yet. */
  public static Conversation begin(String id, Language language, String revision) {
    return new Conversation(
        id,
        language,
        Customer.UNKNOWN,
        null,
        null,
        revision,
        null,
        null,
        1,
        0,
        0,
        0,
        Awaited.NOTHING,
        null,
        Set.of(),
        null,
        List.of(),
        List.of(),
        new State.Greeting());
  }
}
