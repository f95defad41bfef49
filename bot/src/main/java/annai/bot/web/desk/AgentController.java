package annai.bot.web.desk;

import annai.bot.desk.AgentAccounts;
import annai.bot.desk.AgentAccounts.Invitation;
import annai.bot.desk.AuditTrail;
import annai.bot.desk.Passkeys;
import annai.bot.desk.oidc.SingleSignOn;
import annai.bot.store.Agent;
import annai.bot.store.Agent.Role;
import annai.bot.store.AuditEntry.Deed;
import annai.bot.store.Passkey;
import annai.bot.web.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The accounts; for administrators only. */
@RestController
@RequestMapping("/api/v1/desk/agents")
final class AgentController {

  private static final Logger LOG = LoggerFactory.getLogger(AgentController.class);

  private final AgentAccounts accounts;
  private final AgentSessions sessions;
  private final Passkeys passkeys;
  private final SingleSignOn singleSignOn;
  private final AuditTrail audit;

  AgentController(
      AgentAccounts accounts,
      AgentSessions sessions,
      Passkeys passkeys,
      SingleSignOn singleSignOn,
      AuditTrail audit) {
    this.audit = audit;
    this.singleSignOn = singleSignOn;
    this.passkeys = passkeys;
    this.accounts = accounts;
    this.sessions = sessions;
  }

  /**
   * An account.
   *
   * @param state "active", "invited" or "disabled"
   * @param passkeys how many
   * @param singleSignOn whether it is known who they are at the OpenID Connect provider
   */
  record Account(
      String login,
      String name,
      String role,
      String state,
      int passkeys,
      boolean singleSignOn,
      Instant createdAt) {
    static Account of(Agent agent, int passkeys, boolean singleSignOn) {
      return new Account(
          agent.login(),
          agent.name(),
          agent.role().name().toLowerCase(Locale.ROOT),
          agent.disabled() ? "disabled" : agent.active() ? "active" : "invited",
          passkeys,
          singleSignOn,
          agent.createdAt());
    }
  }

  record Accounts(List<Account> agents) {}

  record NewAgent(@Nullable String login, @Nullable String name, @Nullable String role) {}

  /** A code to be handed over: good once, for seven days. */
  record Invited(Account agent, String code) {
    @Override
    public String toString() {
      return "Invited[" + agent.login() + "]";
    }
  }

  /** What is to be changed; null for what isn't. */
  record Change(@Nullable String role, @Nullable Boolean disabled) {}

  @GetMapping
  ResponseEntity<Accounts> all() {
    Map<String, Integer> counts = passkeys.counts();
    Set<String> signOns = singleSignOn.logins();
    return Answers.of(
        HttpStatus.OK,
        new Accounts(
            accounts.all().stream()
                .map(
                    agent ->
                        Account.of(
                            agent,
                            counts.getOrDefault(agent.login(), 0),
                            signOns.contains(agent.login())))
                .toList()));
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Invited> invite(@RequestBody NewAgent asked, @AuthenticationPrincipal Agent me) {
    Invitation invitation =
        accounts.invite(
            SessionController.required(asked.login(), "login"),
            SessionController.required(asked.name(), "name"),
            role(asked.role()));
    audit.note(me, Deed.INVITED, invitation.agent().login());
    LOG.info("'{}' invited '{}' to the desk", me.login(), invitation.agent().login());
    return invited(invitation);
  }

  /** Ends the agent's sessions and password. */
  @PostMapping("/{login}/reset")
  ResponseEntity<Invited> reset(@PathVariable String login, @AuthenticationPrincipal Agent me) {
    Invitation invitation = accounts.reset(login);
    sessions.endAll(login);
    audit.note(me, Deed.RESET_PASSWORD, login);
    LOG.info("'{}' reset the password of '{}'", me.login(), login);
    return invited(invitation);
  }

  @PatchMapping(value = "/{login}", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Account> change(
      @PathVariable String login, @RequestBody Change change, @AuthenticationPrincipal Agent me) {
    Boolean disabled = change.disabled();
    if (change.role() == null && disabled == null) {
      throw new ProblemException(HttpStatus.BAD_REQUEST, "Expected role or disabled");
    }
    if (change.role() != null) {
      Role role = role(change.role());
      accounts.changeRole(login, role);
      audit.note(me, role == Role.ADMIN ? Deed.MADE_ADMIN : Deed.MADE_AGENT, login);
    }
    if (disabled != null && disabled) {
      accounts.disable(login);
      sessions.endAll(login);
      audit.note(me, Deed.DISABLED, login);
    } else if (disabled != null) {
      accounts.enable(login);
      audit.note(me, Deed.ENABLED, login);
    }
    LOG.info("'{}' changed the account of '{}': {}", me.login(), login, change);
    return Answers.of(HttpStatus.OK, account(accounts.find(login).orElseThrow()));
  }

  /** Of a device that was lost; the sessions that were begun by them end, too. */
  @DeleteMapping("/{login}/passkeys")
  ResponseEntity<Void> removePasskeys(
      @PathVariable String login, @AuthenticationPrincipal Agent me) {
    if (accounts.find(login).isEmpty()) {
      throw new ProblemException(HttpStatus.NOT_FOUND, "There is no such account");
    }
    for (Passkey passkey : passkeys.of(login)) {
      passkeys.remove(login, passkey.id());
      sessions.endBegunBy(login, passkey.id());
    }
    audit.note(me, Deed.REMOVED_PASSKEYS, login);
    LOG.info("'{}' removed the passkeys of '{}'", me.login(), login);
    return Answers.nothing();
  }

  /** Whoever is next at the provider under that login name is bound to the account. */
  @DeleteMapping("/{login}/single-sign-on")
  ResponseEntity<Void> removeSingleSignOn(
      @PathVariable String login, @AuthenticationPrincipal Agent me) {
    if (accounts.find(login).isEmpty()) {
      throw new ProblemException(HttpStatus.NOT_FOUND, "There is no such account");
    }
    if (singleSignOn.remove(login)) {
      audit.note(me, Deed.REMOVED_SINGLE_SIGN_ON, login);
      LOG.info("'{}' removed the single sign-on of '{}'", me.login(), login);
    }
    sessions.endBegunBy(login, AgentSessions.SINGLE_SIGN_ON);
    return Answers.nothing();
  }

  private Account account(Agent agent) {
    return Account.of(
        agent, passkeys.of(agent.login()).size(), singleSignOn.logins().contains(agent.login()));
  }

  private ResponseEntity<Invited> invited(Invitation invitation) {
    return Answers.of(
        HttpStatus.CREATED, new Invited(account(invitation.agent()), invitation.code()));
  }

  private static Role role(@Nullable String name) {
    return switch (name) {
      case "agent" -> Role.AGENT;
      case "admin" -> Role.ADMIN;
      case null, default ->
          throw new ProblemException(HttpStatus.BAD_REQUEST, "role: expected 'agent' or 'admin'");
    };
  }
}
