package annai.connectors.ticket.rest;

import annai.connectors.RetryAfter;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/**
 * Puts what went wrong with a request into a {@link TicketSystemException}.
 *
 * @param request such as "POST /issues.json"
 * @param reads whether it changes nothing, so that a lost answer is no loss
 */
record RestFailure(RestSite site, RestDialect dialect, String request, boolean reads) {

  private static final int QUOTED = 400;
  private static final Duration LONGEST_WAIT = Duration.ofHours(6);

  static RestFailure of(RestSite site, RestDialect dialect, HttpMethod method, String path) {
    return new RestFailure(site, dialect, method + " " + path, dialect.reads(method, path));
  }

  /** Neither a status nor a body came, or only a part of it. */
  TicketSystemException lost(IOException cause) {
    for (Throwable c = cause; c != null; c = c.getCause()) {
      if (c instanceof UnresolvedAddressException || c instanceof UnknownHostException) {
        return failure(Kind.UNREACHABLE, "the host's name is not known", cause);
      }
      if (c instanceof HttpConnectTimeoutException) {
        return failure(Kind.UNREACHABLE, "no connection in time", cause);
      }
    }
    return switch (cause) {
      case SSLHandshakeException _ ->
          failure(Kind.UNREACHABLE, "its certificate or its TLS is not accepted", cause);
      case ConnectException _ -> failure(Kind.UNREACHABLE, "the connection is refused", cause);
      case HttpTimeoutException _ -> failure(lostKind(), "no whole answer in time", cause);
      case SSLException _ -> failure(lostKind(), "TLS broke off", cause);
      default -> failure(lostKind(), "the connection broke off before the answer's end", cause);
    };
  }

  private TicketSystemException failure(Kind kind, String what, @Nullable Throwable cause) {
    return new TicketSystemException(
        kind, "%s did not answer %s: %s".formatted(site.system(), request, what), null, cause);
  }

  TicketSystemException tooLong(int longest) {
    return failure(
        reads ? Kind.TOO_LARGE : Kind.UNCERTAIN, "more than %d bytes".formatted(longest), null);
  }

  /** The answer is not the system's: a proxy's page, or half of something. */
  TicketSystemException notJson() {
    return failure(
        lostKind(), "what came is no JSON; is the address that of " + site.system() + "?", null);
  }

  private Kind lostKind() {
    return reads ? Kind.UNREACHABLE : Kind.UNCERTAIN;
  }

  /** An answer with a status other than 2xx. */
  TicketSystemException answered(
      int status, HttpHeaders headers, JsonNode body, InstantSource clock) {
    Kind kind = kind(status, headers);
    List<String> words = new ArrayList<>();
    String limit = headers.getFirst("RateLimit-Reason");
    if (limit != null) {
      words.add(limit);
    }
    String location = headers.getFirst(HttpHeaders.LOCATION);
    if (status / 100 == 3 && location != null) {
      words.add("leads to " + location);
    }
    if (kind == Kind.UNAUTHORIZED) {
      words.add("account or token are not accepted");
    }
    words.addAll(dialect.told(body));
    return new TicketSystemException(
        kind,
        "%s answered %d to %s%s"
            .formatted(site.system(), status, request, words.isEmpty() ? "" : ": " + quoted(words)),
        kind == Kind.BUSY ? wait(headers, clock) : null,
        null);
  }

  private Kind kind(int status, HttpHeaders headers) {
    if (dialect.loginRefused(headers)) {
      return Kind.UNAUTHORIZED;
    }
    return switch (status) {
      case 401 -> Kind.UNAUTHORIZED;
      case 403 -> Kind.FORBIDDEN;
      case 404, 410 -> Kind.NOT_FOUND;
      case 405, 501 -> Kind.UNSUPPORTED;
      case 408 -> lostKind();
      case 409, 412, 423 -> Kind.CONFLICT;
      case 413 -> Kind.TOO_LARGE;
      case 425, 429, 503 -> Kind.BUSY;
      default ->
          switch (status / 100) {
            case 3 -> Kind.UNREACHABLE;
            case 4 -> Kind.REJECTED;
            default -> lostKind();
          };
    };
  }

  private String quoted(List<String> words) {
    String line = String.join("; ", words).replaceAll("[\\s\\p{Cntrl}]+", " ");
    return PlainText.cut(site.redacted(line), QUOTED);
  }

  private static @Nullable Duration wait(HttpHeaders headers, InstantSource clock) {
    return Optional.ofNullable(headers.getFirst(HttpHeaders.RETRY_AFTER))
        .flatMap(value -> RetryAfter.parse(value, clock.instant()))
        .map(wait -> min(wait, LONGEST_WAIT))
        .orElse(null);
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
