package annai.bot.web.desk;

import annai.bot.web.Contract;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an agent's browser sends: its cookies, and the token of the page in a header. */
public final class DeskBrowser {

  public static final String API = "/api/v1/desk";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String base;
  private final @Nullable Contract contract;
  private final Map<String, String> cookies = new TreeMap<>();

  /**
   * @param base such as {@code http://127.0.0.1:8080}
   * @param contract that every answer is held against; null for none
   */
  public DeskBrowser(String base, @Nullable Contract contract) {
    this.base = base;
    this.contract = contract;
  }

  /** Asks with the token, having opened the page first. */
  public HttpResponse<String> call(String method, String path, @Nullable Object body)
      throws IOException, InterruptedException {
    if (!cookies.containsKey("annai-desk-csrf")) {
      send("GET", "/desk", null, Map.of());
    }
    return send(
        method,
        API + path,
        body,
        method.equals("GET")
            ? Map.of()
            : Map.of("X-CSRF-Token", cookies.getOrDefault("annai-desk-csrf", "")));
  }

  /** Asks and reads an answer that must be a success. */
  public JsonNode ask(String method, String path, @Nullable Object body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = call(method, path, body);
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(method + " " + path + ": " + answer.statusCode() + answer.body());
    }
    return JsonMapper.shared().readTree(answer.body().isEmpty() ? "null" : answer.body());
  }

  /** Asks with these headers beside the cookies. */
  public HttpResponse<String> send(
      String method, String path, @Nullable Object body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    withCookies(request);
    headers.forEach(request::header);
    HttpResponse<String> answer =
        HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    answer.headers().allValues("Set-Cookie").forEach(this::keep);
    if (contract != null && path.startsWith(API)) {
      contract.check(method, contract.template(path), answer);
    }
    return answer;
  }

  private void withCookies(HttpRequest.Builder request) {
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
  }

  /** Opens a stream of events; its lines come one by one, and end with it. */
  public HttpResponse<Stream<String>> events() throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + API + "/events"));
    withCookies(request);
    return HTTP.send(request.build(), BodyHandlers.ofLines());
  }

  private void keep(String header) {
    for (HttpCookie cookie : HttpCookie.parse(header)) {
      if (cookie.getValue().isEmpty() || cookie.getMaxAge() == 0) {
        cookies.remove(cookie.getName());
      } else {
        cookies.put(cookie.getName(), cookie.getValue());
      }
    }
  }

  public Optional<String> cookie(String name) {
    return Optional.ofNullable(cookies.get(name));
  }

  public void setCookie(String name, String value) {
    cookies.put(name, value);
  }
}
