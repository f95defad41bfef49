package annai.bot.web.desk;

import annai.bot.desk.AgentAccounts;
import annai.bot.desk.AgentAccounts.Login;
import annai.bot.desk.AuditTrail;
import annai.bot.desk.oidc.SingleSignOn;
import annai.bot.store.Agent;
import annai.bot.store.AuditEntry.Deed;
import annai.bot.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Coming in and going out. */
@RestController
@RequestMapping("/api/v1/desk")
final class SessionController {

  private final AgentAccounts accounts;
  private final AgentSessions sessions;
  private final Entrance entrance;
  private final Offers offers;
  private final AuditTrail audit;

  SessionController(
      AgentAccounts accounts,
      AgentSessions sessions,
      Entrance entrance,
      Offers offers,
      AuditTrail audit) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.entrance = entrance;
    this.offers = offers;
    this.audit = audit;
  }

  /** Who is logged in. */
  record Me(String login, String name, String role) {
    static Me of(Agent agent) {
      return new Me(agent.login(), agent.name(), agent.role().name().toLowerCase(Locale.ROOT));
    }
  }

  /**
   * What the page begins with.
   *
   * @param passkeys whether they can be used at the address of this request
   * @param singleSignOn what agents call the provider; null when there is none
   */
  record Session(
      boolean needsAdministrator,
      boolean passkeys,
      @Nullable String singleSignOn,
      @Nullable Me agent) {}

  /** The ways in beside a password. */
  record Offers(PasskeySites passkeys, SingleSignOn singleSignOn) {}

  record Credentials(@Nullable String login, @Nullable String password) {
    @Override
    public String toString() {
      return "Credentials[***]";
    }
  }

  record SetUp(
      @Nullable String code,
      @Nullable String login,
      @Nullable String name,
      @Nullable String password) {
    @Override
    public String toString() {
      return "SetUp[***]";
    }
  }

  record Join(@Nullable String code, @Nullable String password) {
    @Override
    public String toString() {
      return "Join[***]";
    }
  }

  record NewPassword(@Nullable String present, @Nullable String next) {
    @Override
    public String toString() {
      return "NewPassword[***]";
    }
  }

  @GetMapping("/session")
  ResponseEntity<Session> session(
      @AuthenticationPrincipal @Nullable Agent agent, HttpServletRequest request) {
    return Answers.of(
        HttpStatus.OK,
        new Session(
            agent == null && accounts.needsAdministrator(),
            offers.passkeys().of(request).isPresent(),
            offers.singleSignOn().label().orElse(null),
            agent == null ? null : Me.of(agent)));
  }

  @PostMapping(value = "/session", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Me> logIn(
      @RequestBody Credentials given, HttpServletRequest request, HttpServletResponse response) {
    String login = required(given.login(), "login");
    String password = required(given.password(), "password");
    return switch (accounts.logIn(login, password, Entrance.address(request))) {
      case Login.Granted(Agent agent) ->
          in(agent, Deed.LOGGED_IN, HttpStatus.OK, request, response);
      case Login.Refused _ ->
          throw ProblemException.unauthorized(
              "Session", "Expected the login name and the password of an agent");
      case Login.TooManyTries(Duration retryAfter) -> throw Entrance.tooMany(retryAfter);
    };
  }

  @DeleteMapping("/session")
  ResponseEntity<Void> logOut(HttpServletRequest request, @AuthenticationPrincipal Agent me) {
    sessions.end(request);
    audit.note(me, Deed.LOGGED_OUT);
    return Answers.nothing();
  }

  /** The first administrator, by the code in the log. */
  @PostMapping(value = "/setup", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Me> setUp(
      @RequestBody SetUp given, HttpServletRequest request, HttpServletResponse response) {
    entrance.holdCode(request);
    Agent agent =
        accounts.setUp(
            required(given.code(), "code"),
            required(given.login(), "login"),
            required(given.name(), "name"),
            required(given.password(), "password"));
    return in(agent, Deed.BECAME_ADMINISTRATOR, HttpStatus.CREATED, request, response);
  }

  /** Somebody who was invited, or whose password was reset. */
  @PostMapping(value = "/join", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Me> join(
      @RequestBody Join given, HttpServletRequest request, HttpServletResponse response) {
    entrance.holdCode(request);
    Agent agent =
        accounts.join(required(given.code(), "code"), required(given.password(), "password"));
    sessions.endAll(agent.login());
    return in(agent, Deed.JOINED, HttpStatus.CREATED, request, response);
  }

  /** One's own; all other sessions end. */
  @PutMapping(value = "/password", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Void> changePassword(
      @RequestBody NewPassword given,
      @AuthenticationPrincipal Agent me,
      HttpServletRequest request,
      HttpServletResponse response) {
    Agent agent =
        accounts.changePassword(
            me.login(), required(given.present(), "present"), required(given.next(), "next"));
    sessions.endAll(agent.login());
    in(agent, Deed.CHANGED_PASSWORD, HttpStatus.OK, request, response);
    return Answers.nothing();
  }

  private ResponseEntity<Me> in(
      Agent agent,
      Deed deed,
      HttpStatus status,
      HttpServletRequest request,
      HttpServletResponse response) {
    entrance.enter(agent, deed, request, response);
    return Answers.of(status, Me.of(agent));
  }

  static String required(@Nullable String value, String name) {
    if (value == null || value.isBlank() || value.length() > 1_000) {
      throw new ProblemException(HttpStatus.BAD_REQUEST, name + ": expected 1 to 1000 characters");
    }
    return value;
  }
}
