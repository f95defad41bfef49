package annai.bot.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Checks the right to the conversation in the path before its body is read, and counts what is
 * sent.
 */
final class BearerInterceptor implements HandlerInterceptor {

  /** The request's attribute that holds the token, once it is known to be right. */
  static final String TOKEN = "annai.conversation-token";

  /** RFC 6750 section 2.1. */
  private static final Pattern BEARER =
      Pattern.compile("bearer +([A-Za-z0-9._~+/-]{1,200}=*)", Pattern.CASE_INSENSITIVE);

  private final CustomerAccess conversations;
  private final RequestLimits limits;

  BearerInterceptor(CustomerAccess conversations, RequestLimits limits) {
    this.conversations = conversations;
    this.limits = limits;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String id = conversation(request);
    if (id == null || request.getDispatcherType() != jakarta.servlet.DispatcherType.REQUEST) {
      return true;
    }
    String token = token(request.getHeader(HttpHeaders.AUTHORIZATION));
    conversations.authorise(id, token);
    request.setAttribute(TOKEN, token);
    if (HttpMethod.POST.matches(request.getMethod())) {
      limits.send(id);
    }
    return true;
  }

  private static @Nullable String conversation(HttpServletRequest request) {
    Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    return variables instanceof Map<?, ?> map && map.get("id") instanceof String id ? id : null;
  }

  private static String token(@Nullable String authorization) {
    Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization);
    if (!bearer.matches()) {
      throw new ProblemException(
          HttpStatus.UNAUTHORIZED, "Expected the header Authorization: Bearer <token>");
    }
    return bearer.group(1);
  }
}
