package annai.bot.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Puts the security headers on every answer; only the chat page may be framed, by listed sites, and
 * only the widget may be loaded from others.
 */
final class SecurityHeadersFilter extends OncePerRequestFilter {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
          + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ";

  /** No string becomes markup or code, whatever a script tries (W3C Trusted Types). */
  private static final String TRUSTED_TYPES =
      "; require-trusted-types-for 'script'; trusted-types 'none'";

  /** A stranger's file, whatever a browser takes it for, runs and loads nothing. */
  private static final String FILES = "sandbox; default-src 'none'; frame-ancestors 'none'";

  private final String chatFrames;

  /**
   * @param frameAncestors the sites that may frame the chat page, as CSP sources; the site itself
   *     always may
   */
  SecurityHeadersFilter(List<String> frameAncestors) {
    this.chatFrames = String.join(" ", "'self'", String.join(" ", frameAncestors)).strip();
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    boolean chat = path.equals("/chat");
    boolean desk = path.equals("/desk") || path.startsWith("/desk/");
    boolean file = path.startsWith("/files/");
    response.setHeader(
        "Content-Security-Policy",
        file ? FILES : POLICY + (chat ? chatFrames : "'none'") + (desk ? TRUSTED_TYPES : ""));
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader(
        "Cross-Origin-Resource-Policy", path.equals("/widget.js") ? "cross-origin" : "same-origin");
    response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    chain.doFilter(request, response);
  }
}
