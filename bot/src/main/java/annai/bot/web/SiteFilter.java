package annai.bot.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps pages of other sites away from the API, whatever they make a browser send.
 *
 * <p>A browser says by Sec-Fetch-Site (W3C Fetch Metadata) where a request comes from. In
 * demonstration mode, on 127.0.0.1, the host must be a name of this machine, too: else the owner of
 * any domain could point it here (DNS rebinding) and be "the same site".
 */
final class SiteFilter extends OncePerRequestFilter {

  private final Problems problems;
  private final boolean localOnly;

  SiteFilter(Problems problems, boolean localOnly) {
    this.problems = problems;
    this.localOnly = localOnly;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (localOnly && !isLocal(request.getServerName())) {
      problems.write(
          response,
          HttpStatus.MISDIRECTED_REQUEST,
          "A demonstration answers on this machine only; expected the host localhost or 127.0.0.1");
    } else if (isApi(request) && "cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
      problems.write(response, HttpStatus.FORBIDDEN, "Expected a request of this site's own pages");
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isApi(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    return path.startsWith("/api/") || path.startsWith("/demo/api/");
  }

  private static boolean isLocal(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return switch (name) {
      case "localhost", "127.0.0.1", "[::1]", "::1" -> true;
      default -> name.endsWith(".localhost");
    };
  }
}
