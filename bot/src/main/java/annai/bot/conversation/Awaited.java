package annai.bot.conversation;

import org.jspecify.annotations.Nullable;

/**
 * The calls whose answers still count; news for any other call is late, doubled or foreign.
 *
 * @param serverProbe the probe without a login that runs
 * @param testMail the newest test-mail address given out
 * @param loginCheck the newest form for one-time credentials
 * @param agentProbe the probe without a login that an agent wanted
 */
public record Awaited(
    @Nullable String serverProbe,
    @Nullable String testMail,
    @Nullable String loginCheck,
    @Nullable String agentProbe) {

  public static final Awaited NOTHING = new Awaited(null, null, null, null);

  Awaited withServerProbe(@Nullable String call) {
    return new Awaited(call, testMail, loginCheck, agentProbe);
  }

  Awaited withTestMail(@Nullable String call) {
    return new Awaited(serverProbe, call, loginCheck, agentProbe);
  }

  Awaited withLoginCheck(@Nullable String call) {
    return new Awaited(serverProbe, testMail, call, agentProbe);
  }

  Awaited withAgentProbe(@Nullable String call) {
    return new Awaited(serverProbe, testMail, loginCheck, call);
  }
}
