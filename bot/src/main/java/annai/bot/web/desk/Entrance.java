package annai.bot.web.desk;

import annai.bot.desk.AgentAccounts;
import annai.bot.desk.AuditTrail;
import annai.bot.store.Agent;
import annai.bot.store.AuditEntry.Deed;
import annai.bot.web.ProblemException;
import annai.bot.web.RequestLimits;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Where agents come in, by whatever they prove: how often it may be tried, and the session. */
final class Entrance {

  private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

  private final AgentAccounts accounts;
  private final AgentSessions sessions;
  private final DeskCookies cookies;
  private final AuditTrail audit;

  Entrance(AgentAccounts accounts, AgentSessions sessions, DeskCookies cookies, AuditTrail audit) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.cookies = cookies;
    this.audit = audit;
  }

  /** Begins a session, with a new token against forged requests. */
  void enter(Agent agent, Deed deed, HttpServletRequest request, HttpServletResponse response) {
    enter(agent, deed, "", request, response);
  }

  /**
   * Begins one by something that may be removed.
   *
   * @param means as {@link AgentSessions#begin(HttpServletRequest, Agent, String)} takes it
   */
  void enter(
      Agent agent,
      Deed deed,
      String means,
      HttpServletRequest request,
      HttpServletResponse response) {
    audit.note(agent, deed);
    sessions.begin(request, agent, means);
    cookies.saveToken(cookies.generateToken(request), request, response);
    LOG.info("'{}' has logged in at the desk", agent.login());
  }

  /** Counts a try of a one-time code. */
  void holdCode(HttpServletRequest request) {
    held(accounts.holdCode(address(request)));
  }

  /** Counts a log-in without a name. */
  void holdLogIn(HttpServletRequest request) {
    held(accounts.holdLogIn(address(request)));
  }

  private static void held(Optional<Duration> wait) {
    wait.ifPresent(
        time -> {
          throw tooMany(time);
        });
  }

  static ProblemException tooMany(Duration retryAfter) {
    return new ProblemException(
        HttpStatus.TOO_MANY_REQUESTS,
        "Too many tries; expected to be asked again after the time in Retry-After",
        retryAfter);
  }

  static String address(HttpServletRequest request) {
    return RequestLimits.network(request.getRemoteAddr());
  }
}
