package annai.bot.runtime;

import annai.bot.conversation.Conversation;
import annai.bot.store.MessageStore;
import annai.bot.store.StoredConversation;
import annai.bot.store.StoredMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One transaction on one conversation, whose row it has locked. Lives on one thread. */
final class Turn {

  private final MessageStore messages;
  private final Instant now;
  private Conversation conversation;
  private final List<StoredMessage> written = new ArrayList<>();
  private long nextSeq;

  Turn(StoredConversation stored, MessageStore messages, Instant now) {
    this.conversation = stored.conversation();
    this.nextSeq = stored.nextSeq();
    this.messages = messages;
    this.now = now;
  }

  Conversation conversation() {
    return conversation;
  }

  String id() {
    return conversation.id();
  }

  Instant now() {
    return now;
  }

  long nextSeq() {
    return nextSeq;
  }

  void become(Conversation next) {
    conversation = next;
  }

  /**
   * Adds a row.
   *
   * @return its seq; empty, and nothing added, when its once-key is there already
   */
  OptionalLong write(Line line) {
    StoredMessage message =
        new StoredMessage(
            nextSeq, now, line.from, line.type, line.body, line.forCustomer, line.onceKey);
    if (!messages.add(id(), message)) {
      return OptionalLong.empty();
    }
    written.add(message);
    return OptionalLong.of(nextSeq++);
  }

  /** The rows that were added, in their order. */
  List<StoredMessage> written() {
    return written;
  }

  /**
   * A row to be added.
   *
   * @param body JSON
   */
  record Line(
      String from, String type, String body, boolean forCustomer, @Nullable String onceKey) {

    static Line of(String from, String type, String body) {
      return new Line(from, type, body, true, null);
    }

    Line once(String key) {
      return new Line(from, type, body, forCustomer, key);
    }

    Line forAgents() {
      return new Line(from, type, body, false, onceKey);
    }
  }
}
