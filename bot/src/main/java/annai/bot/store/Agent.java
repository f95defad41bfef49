package annai.bot.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person of the provider with an account at the desk.
 *
 * @param login what they log in with, in lower case; theirs for ever
 * @param name what customers and colleagues read; theirs for ever
 * @param passwordHash null while only a code lets them in
 */
public record Agent(
    String login,
    String name,
    Role role,
    boolean disabled,
    @Nullable String passwordHash,
    Instant createdAt) {

  /** What they may do. */
  public enum Role {
    /** Conversations and tickets. */
    AGENT,
    /** Also the accounts. */
    ADMIN
  }

  /** Whether they can log in. */
  public boolean active() {
    return !disabled && passwordHash != null;
  }

  @Override
  public String toString() {
    return "Agent[login=" + login + "]";
  }
}
