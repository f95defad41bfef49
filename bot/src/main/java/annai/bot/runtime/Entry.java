package annai.bot.runtime;

import annai.bot.conversation.Conversation;
import annai.bot.runtime.Conversations.Started;
import annai.bot.store.Sha256;
import annai.bot.store.Stores;
import annai.connectors.ticket.TicketRef;
import annai.knowledge.Language;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who may come in: begins, authorises, joins and ends conversations. */
final class Entry {

  private static final Duration CODE_VALIDITY = Duration.ofMinutes(15);

  /** How long the link in a letter opens the conversation. */
  static final Duration LETTER_VALIDITY = Duration.ofDays(7);

  private static final int TOKEN_BYTES = 32;
  private static final int CODE_BYTES = 16;

  private final Stores stores;
  private final Libraries libraries;
  private final Language defaultLanguage;
  private final Consumer<TicketRef> ticketErasure;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  Entry(
      Stores stores,
      Libraries libraries,
      Language defaultLanguage,
      Consumer<TicketRef> ticketErasure,
      InstantSource clock) {
    this.stores = stores;
    this.libraries = libraries;
    this.defaultLanguage = defaultLanguage;
    this.ticketErasure = ticketErasure;
    this.clock = clock;
  }

  Started start(@Nullable Language language, Consumer<String> greet) {
    Started started = new Started(UUID.randomUUID().toString(), secret(TOKEN_BYTES));
    Conversation conversation =
        Conversation.begin(
            started.id(),
            language == null ? defaultLanguage : language,
            libraries.current().revision());
    stores
        .database()
        .run(
            () -> {
              Instant now = clock.instant();
              stores.conversations().insert(conversation, now);
              stores.conversations().addToken(started.id(), hash(started.token()), now);
              greet.accept(started.id());
            });
    return started;
  }

  /** Takes as long for an unknown conversation as for a foreign one. */
  void authorise(String id, String token) {
    byte[] given = hash(token).getBytes(StandardCharsets.US_ASCII);
    List<String> hashes = stores.conversations().tokenHashes(id);
    boolean mine = false;
    for (String hash : hashes.isEmpty() ? List.of("") : hashes) {
      mine |= MessageDigest.isEqual(given, hash.getBytes(StandardCharsets.US_ASCII));
    }
    if (!mine) {
      throw new UnknownConversationException();
    }
  }

  String resumeCode(String id) {
    String code = secret(CODE_BYTES);
    if (stores.conversations().find(id).isEmpty()) {
      throw new UnknownConversationException();
    }
    stores.conversations().addResumeCode(id, hash(code), clock.instant().plus(CODE_VALIDITY));
    return code;
  }

  Started resume(String code) {
    String token = secret(TOKEN_BYTES);
    Instant now = clock.instant();
    return stores
        .database()
        .inTransaction(
            () ->
                stores
                    .conversations()
                    .useResumeCode(hash(code), now)
                    .or(() -> byLetter(hash(code), now))
                    .map(
                        id -> {
                          stores.conversations().addToken(id, hash(token), now);
                          return new Started(id, token);
                        }))
        .orElseThrow(UnknownConversationException::new);
  }

  private Optional<String> byLetter(String hash, Instant now) {
    Optional<String> conversation = stores.letters().resume(hash, now.minus(LETTER_VALIDITY), now);
    if (conversation.isEmpty() && stores.letters().hasResumeCode(hash)) {
      throw new LetterLinkException();
    }
    return conversation;
  }

  /** A new token in the place of all tokens and codes, in the transaction that runs. */
  Started rotate(String id) {
    Started next = new Started(id, secret(TOKEN_BYTES));
    stores.conversations().dropRights(id);
    stores.conversations().addToken(id, hash(next.token()), clock.instant());
    return next;
  }

  void erase(String id) {
    stores
        .database()
        .run(
            () -> {
              Conversation conversation =
                  stores
                      .conversations()
                      .lock(id)
                      .orElseThrow(UnknownConversationException::new)
                      .conversation();
              List<TicketRef> own = stores.tickets().eraseRequestsOf(id);
              own.forEach(ticketErasure);
              stores.conversations().erase(conversation.id());
            });
  }

  private String secret(int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
  }

  /** A secret of so many random bits needs no salt and no slow hash. */
  static String hash(String secret) {
    return Sha256.hex(secret);
  }
}
