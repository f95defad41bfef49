package annai.bot.web.desk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * The desk's two cookies: the session's, which no script reads, and the token against forged
 * requests, which the page sends back in a header. Over https both have the prefix {@code __Host-}.
 */
final class DeskCookies implements CookieSerializer, CsrfTokenRepository {

  static final String CSRF_HEADER = "X-CSRF-Token";

  private static final String PREFIX = "__Host-";
  private static final String SESSION = "annai-desk";
  private static final String CSRF = "annai-desk-csrf";

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
