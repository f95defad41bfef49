package annai.bot.desk.oidc;

import annai.bot.store.Sha256;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenID Connect provider that does as it is told, on loopback. It redeems each code once, and
 * only with the verifier of its challenge and the right secret.
 */
public final class ScriptedProvider implements AutoCloseable {

  public static final String CLIENT = "annai";
  public static final String SECRET = "kept & s/cret";

  private static final RSAKey KEY = key("main");
  private static final RSAKey FOREIGN = key("main");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch end = new CountDownLatch(1);
  private final InstantSource clock;
  private final Map<String, Map<String, String>> asked = new ConcurrentHashMap<>();

  /** How each part answers; what is not there answers rightly. */
  public final Map<String, Fault> faults = new ConcurrentHashMap<>();

  /** The parts that were asked, in order. */
  public final List<String> visits = new CopyOnWriteArrayList<>();

  private volatile UnaryOperator<JWTClaimsSet.Builder> token = claims -> claims;
  private volatile Signature signature = Signature.RIGHT;
  private volatile Map<String, Object> userInfo = Map.of();
  private volatile String subject = "";
  private volatile String authentication = "";
  private volatile RSAKey key = KEY;
  private volatile Consumer<Map<String, Object>> discovery = document -> {};

  public ScriptedProvider(InstantSource clock) throws IOException {
    this.clock = clock;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    serve("/.well-known/openid-configuration", _ -> json(document()));
    serve("/keys", _ -> json(new JWKSet(key).toPublicJWKSet().toJSONObject()));
    serve("/token", this::token);
    serve("/userinfo", _ -> json(userInfo.isEmpty() ? Map.of("sub", subject) : userInfo));
    server.start();
  }

  /** What can go wrong with an answer. */
  public enum Fault {
    ERROR_500,
    GARBAGE,
    TEN_MEGABYTES,
    NOTHING,
    DRIPS,
    REDIRECT,
    OAUTH_ERROR
  }

  /** How ID tokens are signed. */
  public enum Signature {
    RIGHT,
    NONE,
    FOREIGN_KEY,
    CLIENT_SECRET
  }

  /** Answers, or {@code error code text} for a refusal. */
  private interface Part {
    String answer(HttpExchange exchange) throws IOException, JOSEException;
  }

  private static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The claims of the next tokens, beside the usual ones. */
  public ScriptedProvider says(UnaryOperator<JWTClaimsSet.Builder> claims) {
    token = claims;
    return this;
  }

  /** Somebody comes with that subject and login name. */
  public ScriptedProvider says(String subject, String name) {
    return says(claims -> claims.subject(subject).claim("preferred_username", name));
  }

  public void signs(Signature how) {
    signature = how;
  }

  /** From now on with a new key, under another id. */
  public void changesKeys() {
    key = key("next");
  }

  /** How the last code was redeemed: client_secret_basic, client_secret_post, none. */
  public String authentication() {
    return authentication;
  }

  public void tells(Map<String, Object> atUserInfo) {
    userInfo = atUserInfo;
  }

  public void discovers(Consumer<Map<String, Object>> change) {
    discovery = change;
  }

  /**
   * What the provider's log-in page would do: the address to come back to, with a code.
   *
   * @param authorization where the browser was sent
   */
  public URI comeBack(URI authorization) {
    Map<String, String> parameters = form(authorization.getRawQuery());
    String code = "code-" + asked.size() + "-" + Integer.toHexString(parameters.hashCode());
    asked.put(code, parameters);
    return URI.create(
        parameters.get("redirect_uri") + "?code=" + code + "&state=" + parameters.get("state"));
  }

  /** The parameters of an address. */
  public static Map<String, String> form(@Nullable String encoded) {
    return Arrays.stream(String.valueOf(encoded).split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private Map<String, Object> document() {
    Map<String, Object> document = new HashMap<>();
    document.put("issuer", issuer());
    document.put("authorization_endpoint", issuer() + "/authorize");
    document.put("token_endpoint", issuer() + "/token");
    document.put("userinfo_endpoint", issuer() + "/userinfo");
    document.put("jwks_uri", issuer() + "/keys");
    document.put("response_types_supported", List.of("code"));
    document.put("subject_types_supported", List.of("public"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256", "HS256", "none"));
    discovery.accept(document);
    return document;
  }

  private String token(HttpExchange exchange) throws IOException, JOSEException {
    Map<String, String> form =
        form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> begun = asked.remove(form.get("code"));
    if (begun == null
        || !challenge(form.getOrDefault("code_verifier", "")).equals(begun.get("code_challenge"))
        || !String.valueOf(begun.get("redirect_uri")).equals(form.get("redirect_uri"))) {
      return "error 400 {\"error\": \"invalid_grant\"}";
    }
    authentication = authentication(form, exchange);
    if (authentication.isEmpty()) {
      return "error 401 {\"error\": \"invalid_client\"}";
    }
    return json(
        Map.of(
            "access_token",
            "opaque",
            "token_type",
            "Bearer",
            "expires_in",
            300,
            "id_token",
            idToken(String.valueOf(begun.get("nonce")))));
  }

  /** RFC 6749, section 2.3.1: in a header both parts are form-encoded first. */
  private static String authentication(Map<String, String> form, HttpExchange exchange) {
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString("annai:kept+%26+s%2Fcret".getBytes(StandardCharsets.UTF_8));
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header != null) {
      return header.equals(basic) ? "client_secret_basic" : "";
    }
    if (!CLIENT.equals(form.get("client_id"))) {
      return "";
    }
    return SECRET.equals(form.get("client_secret"))
        ? "client_secret_post"
        : form.containsKey("client_secret") ? "" : "none";
  }

  private String idToken(String nonce) throws JOSEException {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        token
            .apply(
                new JWTClaimsSet.Builder()
                    .issuer(issuer())
                    .audience(CLIENT)
                    .issueTime(Date.from(now))
                    .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
                    .claim("nonce", nonce))
            .build();
    subject = String.valueOf(claims.getSubject());
    return switch (signature) {
      case NONE -> new PlainJWT(claims).serialize();
      case RIGHT -> signed(claims, key);
      case FOREIGN_KEY -> signed(claims, FOREIGN);
      case CLIENT_SECRET -> {
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        jwt.sign(new MACSigner((SECRET + "0123456789abcdef0123456789").substring(0, 32)));
        yield jwt.serialize();
      }
    };
  }

  private static String signed(JWTClaimsSet claims, RSAKey key) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  private static String challenge(String verifier) {
    byte[] digest = HexFormat.of().parseHex(Sha256.hex(verifier));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  private static String json(Object value) {
    return JsonMapper.shared().writeValueAsString(value);
  }

  private void serve(String path, Part part) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            visits.add(path);
            Fault fault = faults.get(path);
            String right = part.answer(exchange);
            if (fault == null) {
              reply(exchange, right);
            } else {
              fail(exchange, fault, right);
            }
          } catch (JOSEException e) {
            throw new IOException(e);
          }
        });
  }

  private void fail(HttpExchange exchange, Fault fault, String right) throws IOException {
    switch (fault) {
      case ERROR_500 -> reply(exchange, "error 500 <h1>It broke & here is why</h1>");
      case GARBAGE -> reply(exchange, "{\"issuer\": [[[");
      case OAUTH_ERROR ->
          reply(
              exchange, "error 400 {\"error\": \"invalid_scope\", \"error_description\": \"no\"}");
      case TEN_MEGABYTES ->
          reply(exchange, "{\"a\": \"" + "x".repeat(10_000_000) + "\"," + right.substring(1));
      case DRIPS -> drip(exchange, right);
      case REDIRECT -> {
        exchange.getResponseHeaders().set("Location", issuer() + "/elsewhere");
        exchange.sendResponseHeaders(302, -1);
      }
      case NOTHING -> pause(Duration.ofMinutes(5));
    }
  }

  /** A byte every half second, for longer than anybody should wait. */
  private void drip(HttpExchange exchange, String answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    for (byte one : answer.getBytes(StandardCharsets.UTF_8)) {
      exchange.getResponseBody().write(one);
      exchange.getResponseBody().flush();
      pause(Duration.ofMillis(500));
    }
  }

  private void pause(Duration time) {
    try {
      end.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void reply(HttpExchange exchange, String answer) throws IOException {
    boolean refusal = answer.startsWith("error ");
    int status = refusal ? Integer.parseInt(answer.substring(6, 9)) : 200;
    byte[] body = (refusal ? answer.substring(10) : answer).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** The parts that were asked since the last call. */
  public List<String> takeVisits() {
    List<String> taken = new ArrayList<>(visits);
    visits.clear();
    return taken;
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
