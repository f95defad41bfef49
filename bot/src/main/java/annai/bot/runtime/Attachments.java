package annai.bot.runtime;

import annai.bot.attachments.AttachmentLimits;
import annai.bot.attachments.FileRefusedException;
import annai.bot.attachments.FileRefusedException.Reason;
import annai.bot.attachments.TakenFile;
import annai.bot.conversation.Event;
import annai.bot.store.Sha256;
import annai.bot.store.StoredFile;
import annai.bot.store.StoredMessage;
import annai.bot.store.Stores;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The files of conversations: taken from customers, shown to them and to agents, handed to tickets.
 *
 * <p>Safe for use by many threads.
 */
public final class Attachments {

  private static final String TYPE = "attachment";

  private final Turns turns;
  private final Stores stores;
  private final TicketEffects tickets;
  private final FileLinks links;

  Attachments(Turns turns, Stores stores, TicketEffects tickets, FileLinks links) {
    this.turns = turns;
    this.stores = stores;
    this.tickets = tickets;
    this.links = links;
  }

  /**
   * A file with its content.
   *
   * @param content belongs to the caller
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Opened(StoredFile file, byte[] content) {}

  /**
   * Takes a file from a customer, once for each client message id.
   *
   * @return the seq of its row; of the same row when the id came before
   * @throws FileRefusedException when the conversation has no room for it
   * @throws InputRefusedException when another message came under this client message id before
   * @throws UnknownConversationException when there is no such conversation
   */
  public long take(String id, String clientMessageId, TakenFile file, AttachmentLimits limits) {
    Inputs.requireId(clientMessageId);
    String key = "customer/" + clientMessageId;
    String sha256 = Sha256.hex(file.content());
    return turns
        .take(
            id,
            turn -> {
              Optional<StoredMessage> before = stores.messages().once(id, key);
              return before.isPresent()
                  ? same(before.get(), sha256)
                  : add(turn, key, file, sha256, limits);
            })
        .orElseThrow(UnknownConversationException::new);
  }

  private long same(StoredMessage before, String sha256) {
    String known =
        stores
            .attachments()
            .find(stores.json().toBody(before.body()).path("id").asString(""))
            .map(StoredFile::sha256)
            .orElse("");
    if (!before.type().equals(TYPE) || !known.equals(sha256)) {
      throw InputRefusedException.usedBefore();
    }
    return before.seq();
  }

  private long add(Turn turn, String key, TakenFile given, String sha256, AttachmentLimits limits) {
    List<StoredFile> others = stores.attachments().of(turn.id());
    requireRoom(others, given, limits);
    TakenFile file = named(given, others);
    String id = UUID.randomUUID().toString();
    Map<String, Object> body = new TreeMap<>();
    body.put("id", id);
    body.put("name", file.name());
    body.put("type", file.kind().mediaType());
    body.put("picture", file.kind().picture());
    body.put("bytes", file.content().length);
    long seq =
        turn.write(Turn.Line.of("customer", TYPE, stores.json().ofBody(body)).once(key))
            .orElseThrow();
    turns.decide(turn, new Event.Attached(file.name()));
    stores
        .attachments()
        .add(
            new StoredFile(
                id,
                turn.id(),
                seq,
                turn.conversation().episode(),
                file.name(),
                file.kind(),
                file.content().length,
                sha256,
                turn.now()),
            file.content());
    tickets.attached(turn);
    return seq;
  }

  private static void requireRoom(
      List<StoredFile> others, TakenFile file, AttachmentLimits limits) {
    if (others.size() >= limits.files()) {
      throw new FileRefusedException(
          Reason.TOO_MANY_FILES,
          "The conversation has its files; expected at most %d".formatted(limits.files()));
    }
    long bytes = others.stream().mapToLong(StoredFile::bytes).sum();
    if (bytes + file.content().length > limits.conversationBytes()) {
      throw new FileRefusedException(
          Reason.TOO_MUCH,
          "The files of the conversation would have %d bytes together; expected at most %d"
              .formatted(bytes + file.content().length, limits.conversationBytes()));
    }
  }

  /** Unique in the conversation, as it has to be in a ticket. */
  private static TakenFile named(TakenFile file, List<StoredFile> others) {
    TakenFile named = file;
    for (int n = 2; isTaken(named.name(), others); n++) {
      named = file.numbered(n);
    }
    return named;
  }

  private static boolean isTaken(String name, List<StoredFile> others) {
    return others.stream().anyMatch(other -> other.name().equalsIgnoreCase(name));
  }

  /** A link to a file of this conversation; empty when it has no such file. */
  public Optional<FileLinks.Link> link(String conversation, String file) {
    return stores
        .attachments()
        .find(file)
        .filter(found -> found.conversation().equals(conversation))
        .map(found -> links.issue(found.id()));
  }

  /** The file that a link leads to; empty when the link isn't ours, is too old, or it is gone. */
  public Optional<Opened> open(String file, long expires, String signature) {
    return links.isGood(file, expires, signature)
        ? stores
            .attachments()
            .find(file)
            .map(found -> new Opened(found, stores.attachments().content(found.id())))
        : Optional.empty();
  }
}
