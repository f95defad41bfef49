package annai.bot.runtime;

import annai.bot.conversation.Customer;
import annai.bot.conversation.Event;
import annai.bot.identity.Identity;
import annai.bot.identity.IdentityRefusedException;
import annai.bot.identity.IdentityRefusedException.Fault;
import annai.bot.identity.SiteTokens;
import annai.bot.runtime.Conversations.Started;
import annai.bot.store.Stores;
import annai.knowledge.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets the site say who a customer is, once by each of its tokens.
 *
 * <p>It never opens a conversation that is there: who has none gets a new one, and who has one must
 * hold its token. The first time somebody signs in within a conversation, that token and every
 * other right to it end; whoever had planted or copied one is out.
 */
public final class SignIn {

  private static final Duration PURGE_EVERY = Duration.ofMinutes(10);

  private final Stores stores;
  private final Turns turns;
  private final Entry entry;
  private final TicketEntrance tickets;
  private final SiteTokens tokens;
  private final InstantSource clock;
  private final AtomicReference<Instant> purged = new AtomicReference<>(Instant.EPOCH);

  SignIn(
      Stores stores,
      Turns turns,
      Entry entry,
      TicketEntrance tickets,
      SiteTokens tokens,
      InstantSource clock) {
    this.stores = stores;
    this.turns = turns;
    this.entry = entry;
    this.tickets = tickets;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * Begins a conversation of somebody who is signed in.
   *
   * @param ticketLink with the ticket of a link, as {@link TicketEntrance#open}; null for none
   * @param language null when the site does not know it
   * @throws IdentityRefusedException when the token does not say who it is, or was used before
   */
  public Started begin(String identity, @Nullable String ticketLink, @Nullable Language language) {
    Identity who = read(identity);
    if (ticketLink != null) {
      Started started = tickets.open(ticketLink, language);
      return signIn(started.id(), started.token(), who);
    }
    return entry.start(
        language,
        id -> {
          use(who);
          turns.begin(id, event(who));
        });
  }

  /**
   * Signs somebody in within their conversation.
   *
   * @param token by which they have come so far
   * @return with the token that holds from now on: the same one when they were signed in already
   * @throws IdentityRefusedException as {@link #begin}
   * @throws InputRefusedException when somebody else is signed in there; the identity is still good
   */
  public Started signIn(String id, String token, String identity) {
    return signIn(id, token, read(identity));
  }

  private Started signIn(String id, String token, Identity who) {
    return turns
        .take(id, turn -> signedIn(turn, token, who))
        .orElseThrow(UnknownConversationException::new);
  }

  private Started signedIn(Turn turn, String token, Identity who) {
    entry.authorise(turn.id(), token);
    Customer customer = turn.conversation().customer();
    String known = customer.externalId();
    if (known != null && !known.equals(who.externalId())) {
      throw new InputRefusedException(
          InputRefusedException.Reason.CONFLICT,
          "Somebody else is signed in in this conversation; expected to begin another one with the"
              + " same identity");
    }
    use(who);
    Started next = known == null ? entry.rotate(turn.id()) : new Started(turn.id(), token);
    Event.CustomerIdentified event = event(who);
    if (!customer.signedIn(event).equals(customer)) {
      turns.decide(turn, event);
    }
    return next;
  }

  private Identity read(String identity) {
    purge();
    return tokens.read(identity);
  }

  private void use(Identity who) {
    if (!stores.identityTokens().use(who.once(), who.expires())) {
      throw new IdentityRefusedException(Fault.REPLAYED);
    }
  }

  private void purge() {
    Instant now = clock.instant();
    Instant before = purged.get();
    if (now.isAfter(before.plus(PURGE_EVERY)) && purged.compareAndSet(before, now)) {
      stores.identityTokens().purge(now);
    }
  }

  private static Event.CustomerIdentified event(Identity who) {
    return new Event.CustomerIdentified(who.externalId(), who.name(), who.mailAddress());
  }
}
