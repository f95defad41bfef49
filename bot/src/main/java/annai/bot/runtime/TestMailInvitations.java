package annai.bot.runtime;

import annai.bot.conversation.Conversation;
import annai.bot.store.TestMailStore;
import annai.bot.store.TestMailStore.AwaitedTestMail;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Makes the addresses that customers send test mails to, and finds them again by their call. */
public final class TestMailInvitations {

  private final TestMailStore store;
  private final Supplier<String> tokens;
  private final UnaryOperator<String> addresses;
  private final Duration validity;

  /**
   * Invitations for all conversations.
   *
   * @param tokens makes a new token at each call
   * @param addresses the address of a token
   * @param validity how long an address is open
   */
  public TestMailInvitations(
      TestMailStore store,
      Supplier<String> tokens,
      UnaryOperator<String> addresses,
      Duration validity) {
    this.store = store;
    this.tokens = tokens;
    this.addresses = addresses;
    this.validity = validity;
  }

  /** The address that was made for a call. */
  public String address(String call) {
    return store
        .token(call)
        .map(addresses)
        .orElseThrow(
            () -> new IllegalStateException("Call '%s' awaits no test mail".formatted(call)));
  }

  void invite(Conversation conversation, String call, Instant now) {
    if (store.token(call).isEmpty()) {
      store.add(
          new AwaitedTestMail(
              tokens.get(),
              conversation.id(),
              call,
              conversation.customer().mailAddress(),
              conversation.epoch()),
          now.plus(validity));
    }
  }
}
