package annai.bot.runtime;

import annai.bot.conversation.Conversation;
import annai.bot.outbox.Backoff;
import annai.bot.store.Letter;
import annai.bot.store.Stores;
import annai.bot.wording.Correspondence;
import annai.connectors.mailout.Handover;
import annai.connectors.mailout.OutgoingMail;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends letters: one for all answers that are unseen, when it is due.
 *
 * <p>A letter is kept before it is sent, and settled in the transaction that ends or moves the
 * work. A process that dies in between sends it again, with the same Message-ID and the same words.
 */
final class LetterWorker {

  /** Several attempts over so long; then it is given up. */
  private static final Duration TRIED_FOR = Duration.ofHours(36);

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMinutes(1), Duration.ofHours(1), ThreadLocalRandom::current);
  private static final String SUFFIX = "/letter";

  private final Stores stores;
  private final Turns turns;
  private final Speaker speaker;
  private final @Nullable Post post;
  private final LetterCodes codes;
  private final UnseenAnswers answers;

  LetterWorker(Stores stores, Turns turns, Speaker speaker, @Nullable Post post) {
    this.stores = stores;
    this.turns = turns;
    this.speaker = speaker;
    this.post = post;
    this.codes = new LetterCodes(stores);
    this.answers = new UnseenAnswers(stores);
  }

  static String taskId(String conversation) {
    return conversation + SUFFIX;
  }

  CompletionHandler<String> run(TaskInstance<String> instance) {
    String id = instance.getId();
    String conversation = id.substring(0, id.length() - SUFFIX.length());
    Post sender = post;
    Prepared prepared =
        sender == null
            ? null
            : turns
                .take(conversation, turn -> prepare(turn, sender))
                .flatMap(Function.identity())
                .orElse(null);
    Handover handover =
        sender == null || prepared == null ? null : sender.mailOut().send(prepared.mail());
    return (complete, operations) ->
        stores.database().run(() -> settle(conversation, prepared, handover, complete, operations));
  }

  private record Prepared(Letter letter, OutgoingMail mail) {}

  /** The letter that is due now. */
  private Optional<Prepared> prepare(Turn turn, Post sender) {
    return due(turn)
        .filter(due -> !due.isAfter(turn.now()))
        .map(_ -> stores.letters().pending(turn.id()).orElseGet(() -> write(turn)))
        .map(letter -> new Prepared(letter, mail(turn.conversation(), letter, sender)));
  }

  private Letter write(Turn turn) {
    List<UnseenAnswers.Answer> unseen = answers.of(turn.conversation());
    Letter letter =
        new Letter(
            UUID.randomUUID().toString(),
            turn.id(),
            String.valueOf(turn.conversation().customer().mailAddress()),
            unseen.getFirst().seq() - 1,
            unseen.getLast().seq(),
            turn.now(),
            turn.now(),
            0);
    stores
        .letters()
        .add(letter, Entry.hash(codes.resume(letter.id())), Entry.hash(codes.decline(letter.id())));
    return letter;
  }

  private OutgoingMail mail(Conversation conversation, Letter letter, Post sender) {
    String resume = codes.resume(letter.id());
    stores.letters().renew(letter.id(), Entry.hash(resume));
    var decline = sender.decline(codes.decline(letter.id()));
    Correspondence words =
        speaker.letter(
            answers.between(conversation.id(), letter.afterSeq(), letter.lastSeq()),
            sender.goOn(resume),
            decline,
            conversation);
    return new OutgoingMail(
        "letter-" + letter.id(),
        letter.writtenAt(),
        letter.mailAddress(),
        words.subject(),
        words.text(),
        conversation.language().tag(),
        decline);
  }

  /** Ends the work, or moves it to when there is more to do. */
  private void settle(
      String conversation,
      @Nullable Prepared prepared,
      @Nullable Handover handover,
      ExecutionComplete complete,
      ExecutionOperations<String> operations) {
    Optional<Instant> next =
        turns
            .take(
                conversation,
                turn -> {
                  if (prepared != null && handover != null) {
                    settle(turn, prepared.letter(), handover);
                  }
                  return due(turn);
                })
            .flatMap(Function.identity());
    if (next.isPresent()) {
      operations.reschedule(complete, next.get());
    } else {
      stores.letters().seen(conversation);
      operations.stop();
    }
  }

  private void settle(Turn turn, Letter letter, Handover handover) {
    switch (handover) {
      case Handover.Taken _ -> {
        stores.letters().settle(letter.id(), Letter.Outcome.SENT, null);
        tell(turn, Map.of("outcome", "sent"));
      }
      case Handover.Later(String reply) -> {
        if (turn.now().isAfter(letter.writtenAt().plus(TRIED_FOR))) {
          stores.letters().settle(letter.id(), Letter.Outcome.FAILED, reply);
          tell(turn, Map.of("outcome", "failed", "reply", reply));
        } else {
          stores.letters().tryAgain(letter.id(), turn.now().plus(wait(letter.tries())), reply);
        }
      }
      case Handover.Refused(int code, String reply) -> {
        stores.letters().settle(letter.id(), Letter.Outcome.FAILED, reply);
        tell(turn, Map.of("outcome", "failed", "code", code, "reply", reply));
      }
    }
  }

  /** At least half of the ceiling, so that a server that is busy has its rest. */
  private static Duration wait(int tries) {
    Duration half = BACKOFF.longest().dividedBy(2);
    Duration grown = BACKOFF.first().multipliedBy(1L << Math.min(tries, 10));
    Duration least = grown.compareTo(half) < 0 ? grown : half;
    return least.plus(BACKOFF.upTo(least));
  }

  /** A row for agents. */
  private void tell(Turn turn, Map<String, Object> body) {
    String json = stores.json().ofBody(new TreeMap<>(body));
    turn.write(Turn.Line.of("system", "letter", json).forAgents());
  }

  /** When there is something to send; empty when nothing is. */
  private Optional<Instant> due(Turn turn) {
    Conversation conversation = turn.conversation();
    List<UnseenAnswers.Answer> unseen =
        post != null && conversation.customer().agreedToMail()
            ? answers.of(conversation)
            : List.of();
    Optional<Letter> pending = stores.letters().pending(turn.id());
    if (pending.isEmpty()) {
      return unseen.isEmpty() ? Optional.empty() : Optional.of(firstMoment(turn, unseen));
    }
    Letter letter = pending.get();
    boolean wanted =
        letter.mailAddress().equals(conversation.customer().mailAddress())
            && unseen.stream().anyMatch(answer -> answer.seq() <= letter.lastSeq());
    if (wanted) {
      return Optional.of(letter.dueAt());
    }
    stores.letters().settle(letter.id(), Letter.Outcome.DROPPED, null);
    return due(turn);
  }

  private Instant firstMoment(Turn turn, List<UnseenAnswers.Answer> unseen) {
    Instant left = unseen.getFirst().at().plus(Letters.PATIENCE);
    Instant allowed = LetterPace.next(stores.letters(), turn.id(), turn.now());
    return left.isAfter(allowed) ? left : allowed;
  }
}
