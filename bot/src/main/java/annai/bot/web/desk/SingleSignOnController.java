package annai.bot.web.desk;

import annai.bot.desk.AuditTrail;
import annai.bot.desk.Challenges;
import annai.bot.desk.oidc.SignOnRefusedException;
import annai.bot.desk.oidc.SingleSignOn;
import annai.bot.desk.oidc.SingleSignOn.Answer;
import annai.bot.desk.oidc.SingleSignOn.Entry;
import annai.bot.store.AuditEntry.Deed;
import annai.bot.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Going to the OpenID Connect provider, and coming back. */
@RestController
final class SingleSignOnController {

  private static final Logger LOG = LoggerFactory.getLogger(SingleSignOnController.class);
  private static final Pattern BROWSER = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Duration LATER = Duration.ofSeconds(10);
  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

  /**
   * Goes on to the desk. A redirect would still be the other site's navigation, which takes no
   * SameSite=Strict cookie along; a page's own is ours.
   */
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="robots" content="noindex">
          <meta http-equiv="refresh" content="0;url={desk}">
          <title>Annai 案内</title>
        </head>
        <body><p><a href="{desk}">Annai 案内</a></p></body>
      </html>
      """;

  private final SingleSignOn singleSignOn;
  private final Entrance entrance;
  private final DeskCookies cookies;
  private final AuditTrail audit;

  SingleSignOnController(
      SingleSignOn singleSignOn, Entrance entrance, DeskCookies cookies, AuditTrail audit) {
    this.singleSignOn = singleSignOn;
    this.entrance = entrance;
    this.cookies = cookies;
    this.audit = audit;
  }

  /**
   * Where the page is to go.
   *
   * @param url of the provider
   */
  record Departure(String url) {}

  @PostMapping("/api/v1/desk/session/single-sign-on")
  ResponseEntity<Departure> begin(HttpServletRequest request, HttpServletResponse response) {
    if (singleSignOn.label().isEmpty()) {
      throw new ProblemException(
          HttpStatus.CONFLICT, "Single sign-on needs annai.desk.oidc.issuer and the others");
    }
    entrance.holdLogIn(request);
    String before = cookies.signOn(request);
    // a second window of the same browser does not end what the first one began
    String browser = BROWSER.matcher(before).matches() ? before : Challenges.random();
    try {
      Departure departure = new Departure(singleSignOn.begin(browser).toString());
      cookies.saveSignOn(browser, SingleSignOn.patience(), request, response);
      return Answers.of(HttpStatus.CREATED, departure);
    } catch (SignOnRefusedException e) {
      LOG.info("Nobody was sent to the OpenID Connect provider: {}", e.told());
      throw new ProblemException(
          HttpStatus.SERVICE_UNAVAILABLE, "The provider does not answer as it should", LATER);
    }
  }

  /** Where the provider sends agents back to, with whatever it has to say. */
  @GetMapping("/desk/oidc/return")
  ResponseEntity<String> end(
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String error,
      @RequestParam(defaultValue = "") String iss,
      HttpServletRequest request,
      HttpServletResponse response) {
    try {
      Answer answer = new Answer(state, code, error, iss);
      enter(singleSignOn.end(cookies.signOn(request), answer), request, response);
      return page("../../desk");
    } catch (SignOnRefusedException e) {
      LOG.info("Somebody did not come in by single sign-on: {}", e.told());
      return page(
          "../../desk#/sign-on/" + e.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  private void enter(Entry entry, HttpServletRequest request, HttpServletResponse response) {
    switch (entry.way()) {
      case AGAIN -> {}
      case BOUND -> audit.note(entry.agent(), Deed.BOUND_SINGLE_SIGN_ON);
      case JOINED -> audit.note(entry.agent(), Deed.JOINED_BY_SINGLE_SIGN_ON);
    }
    entrance.enter(
        entry.agent(),
        Deed.LOGGED_IN_BY_SINGLE_SIGN_ON,
        AgentSessions.SINGLE_SIGN_ON,
        request,
        response);
  }

  private static ResponseEntity<String> page(String desk) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(HTML)
        .body(PAGE.replace("{desk}", desk));
  }
}
