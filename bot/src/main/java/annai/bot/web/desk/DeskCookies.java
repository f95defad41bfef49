package annai.bot.web.desk;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.web.util.WebUtils;

/**
 * The desk's cookies: the session's, which no script reads; the token against forged requests,
 * which the page sends back in a header; and, while an agent is at the OpenID Connect provider,
 * what tells their browser from others, which alone comes with a navigation from another site. Over
 * https all have the prefix {@code __Host-}.
 */
final class DeskCookies implements CookieSerializer, CsrfTokenRepository {

  static final String CSRF_HEADER = "X-CSRF-Token";

  private static final String PREFIX = "__Host-";
  private static final String SESSION = "annai-desk";
  private static final String CSRF = "annai-desk-csrf";
  private static final String SIGN_ON = "annai-desk-sign-on";

  private final boolean https;
  private final CookieSerializer plainSession = session(false);
  private final CookieSerializer secureSession = session(true);
  private final CsrfTokenRepository plainCsrf = csrf(false);
  private final CsrfTokenRepository secureCsrf = csrf(true);

  DeskCookies(DeskSettings settings) {
    this.https = settings.https();
  }

  private static CookieSerializer session(boolean secure) {
    DefaultCookieSerializer cookie = new DefaultCookieSerializer();
    cookie.setCookieName(secure ? PREFIX + SESSION : SESSION);
    cookie.setUseSecureCookie(secure);
    cookie.setUseHttpOnlyCookie(true);
    cookie.setSameSite("Strict");
    cookie.setCookiePath("/");
    return cookie;
  }

  private static CsrfTokenRepository csrf(boolean secure) {
    CookieCsrfTokenRepository token = new CookieCsrfTokenRepository();
    token.setCookieName(secure ? PREFIX + CSRF : CSRF);
    token.setHeaderName(CSRF_HEADER);
    token.setCookiePath("/");
    token.setCookieCustomizer(cookie -> cookie.secure(secure).httpOnly(false).sameSite("Strict"));
    return token;
  }

  private boolean secure(HttpServletRequest request) {
    return https || request.isSecure();
  }

  private CsrfTokenRepository csrf(HttpServletRequest request) {
    return secure(request) ? secureCsrf : plainCsrf;
  }

  /** What tells this browser from others while a log-in is under way; empty when none is. */
  String signOn(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, secure(request) ? PREFIX + SIGN_ON : SIGN_ON);
    return cookie == null ? "" : cookie.getValue();
  }

  /** Keeps that in the browser for a while. */
  void saveSignOn(
      String value, Duration lasts, HttpServletRequest request, HttpServletResponse response) {
    boolean secure = secure(request);
    ResponseCookie cookie =
        ResponseCookie.from(secure ? PREFIX + SIGN_ON : SIGN_ON, value)
            .secure(secure)
            .httpOnly(true)
            .sameSite("Lax")
            .path("/")
            .maxAge(lasts)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }

  @Override
  public void writeCookieValue(CookieValue value) {
    (secure(value.getRequest()) ? secureSession : plainSession).writeCookieValue(value);
  }

  @Override
  public List<String> readCookieValues(HttpServletRequest request) {
    return (secure(request) ? secureSession : plainSession).readCookieValues(request);
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return csrf(request).generateToken(request);
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    csrf(request).saveToken(token, request, response);
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return csrf(request).loadToken(request);
  }
}
