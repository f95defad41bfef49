package annai.bot.web.desk;

import annai.bot.desk.AgentAccounts;
import annai.bot.desk.AgentPresence;
import annai.bot.store.Agent;
import annai.bot.store.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

/**
 * Who a session belongs to, looked up anew with each request: a role that was changed, an account
 * that was disabled and a password that was replaced count at once.
 *
 * <p>A session holds the login, a stamp of the password, by what it was begun, and two times; all
 * of it strings and numbers. A request with If-None-Match, and one for the events, asks for news by
 * itself and does not keep a session alive.
 */
final class AgentSessions implements SecurityContextRepository {

  private static final String LOGIN = "login";
  private static final String STAMP = "stamp";

  /** What a session begun by single sign-on says of that; no passkey has such an id. */
  static final String SINGLE_SIGN_ON = "single-sign-on";

  private static final String BEGUN_BY = "passkey";
  private static final String BEGAN = "began";
  private static final String ACTIVE = "active";
  private static final Duration NOTED_EVERY = Duration.ofSeconds(30);

  private final AgentAccounts accounts;
  private final FindByIndexNameSessionRepository<?> sessions;
  private final AgentPresence presence;
  private final DeskSettings settings;
  private final InstantSource clock;

  AgentSessions(
      AgentAccounts accounts,
      FindByIndexNameSessionRepository<?> sessions,
      AgentPresence presence,
      DeskSettings settings,
      InstantSource clock) {
    this.presence = presence;
    this.accounts = accounts;
    this.sessions = sessions;
    this.settings = settings;
    this.clock = clock;
  }

  /** Begins a session under a new id; the one that was there ends. */
  void begin(HttpServletRequest request, Agent agent) {
    begin(request, agent, "");
  }

  /**
   * Begins a session by something that may be removed.
   *
   * @param means a passkey's id, {@link #SINGLE_SIGN_ON}, or empty for a password
   */
  void begin(HttpServletRequest request, Agent agent, String means) {
    end(request);
    HttpSession session = request.getSession(true);
    long now = clock.millis();
    session.setAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, agent.login());
    session.setAttribute(LOGIN, agent.login());
    session.setAttribute(STAMP, stamp(agent));
    session.setAttribute(BEGUN_BY, means);
    session.setAttribute(BEGAN, now);
    session.setAttribute(ACTIVE, now);
  }

  void end(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }

  /** Ends all sessions of an agent. */
  void endAll(String login) {
    List.copyOf(sessions.findByPrincipalName(login).keySet()).forEach(sessions::deleteById);
  }

  /** Ends those of an agent that were begun by a passkey, or by single sign-on. */
  void endBegunBy(String login, String means) {
    List<String> begun = new ArrayList<>();
    sessions
        .findByPrincipalName(login)
        .forEach(
            (id, session) -> {
              if (means.equals(session.getAttribute(BEGUN_BY))) {
                begun.add(id);
              }
            });
    begun.forEach(sessions::deleteById);
  }

  /** Whose session it is; empty when it is nobody's, or over. */
  Optional<Agent> agent(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return Optional.empty();
    }
    Optional<Agent> agent = agent(session::getAttribute);
    if (agent.isEmpty()) {
      session.invalidate();
    } else {
      boolean active = !asksByItself(request);
      presence.seen(agent.get().login(), active);
      if (active) {
        noteActivity(session);
      }
    }
    return agent;
  }

  /**
   * Whose page is open in the session with that id, whatever node it began on; empty when it is
   * nobody's, or over.
   */
  Optional<Agent> agent(String sessionId) {
    Session session = sessions.findById(sessionId);
    Optional<Agent> agent = session == null ? Optional.empty() : agent(session::getAttribute);
    agent.ifPresent(there -> presence.seen(there.login(), false));
    return agent;
  }

  private Optional<Agent> agent(Function<String, @Nullable Object> session) {
    return isOver(session)
        ? Optional.empty()
        : accounts
            .find(String.valueOf(session.apply(LOGIN)))
            .filter(Agent::active)
            .filter(found -> stamp(found).equals(session.apply(STAMP)));
  }

  private static boolean asksByItself(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.IF_NONE_MATCH) != null
        || request.getRequestURI().endsWith(DeskEventController.PATH);
  }

  private boolean isOver(Function<String, @Nullable Object> session) {
    Instant now = clock.instant();
    return now.isAfter(at(session, BEGAN).plus(settings.session()))
        || now.isAfter(at(session, ACTIVE).plus(settings.idle()));
  }

  private void noteActivity(HttpSession session) {
    if (clock.instant().isAfter(at(session::getAttribute, ACTIVE).plus(NOTED_EVERY))) {
      session.setAttribute(ACTIVE, clock.millis());
    }
  }

  private static Instant at(Function<String, @Nullable Object> session, String name) {
    return session.apply(name) instanceof Long millis
        ? Instant.ofEpochMilli(millis)
        : Instant.EPOCH;
  }

  private static String stamp(Agent agent) {
    return Sha256.hex(String.valueOf(agent.passwordHash())).substring(0, 32);
  }

  @Override
  public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
    return new Deferred(request);
  }

  private SecurityContext context(HttpServletRequest request) {
    SecurityContextImpl context = new SecurityContextImpl();
    agent(request)
        .map(
            agent ->
                new PreAuthenticatedAuthenticationToken(
                    agent,
                    "",
                    switch (agent.role()) {
                      case AGENT -> AuthorityUtils.createAuthorityList("ROLE_AGENT");
                      case ADMIN -> AuthorityUtils.createAuthorityList("ROLE_AGENT", "ROLE_ADMIN");
                    }))
        .ifPresent(context::setAuthentication);
    return context;
  }

  @Override
  @Deprecated
  public SecurityContext loadContext(HttpRequestResponseHolder holder) {
    return context(holder.getRequest());
  }

  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
    // a session is begun by logging in, and by nothing else
  }

  @Override
  public boolean containsContext(HttpServletRequest request) {
    return request.getSession(false) != null;
  }

  private final class Deferred implements DeferredSecurityContext {

    private final HttpServletRequest request;
    private @Nullable SecurityContext context;

    private Deferred(HttpServletRequest request) {
      this.request = request;
    }

    @Override
    public SecurityContext get() {
      if (context == null) {
        context = context(request);
      }
      return context;
    }

    @Override
    public boolean isGenerated() {
      return get().getAuthentication() == null;
    }
  }
}
