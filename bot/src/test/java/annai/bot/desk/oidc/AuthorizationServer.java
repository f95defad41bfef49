package annai.bot.desk.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/**
 * A real OpenID Connect provider, Spring's, on loopback: with a log-in form, and PKCE demanded. It
 * knows mori and ueno, who are in the group annai-agents, and guest, who is not.
 */
public final class AuthorizationServer implements AutoCloseable {

  public static final String CLIENT = "annai";
  public static final String SECRET = "server & s/cret";
  public static final String PASSWORD = "open sesame";

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

  private final AnnotationConfigServletWebServerApplicationContext context =
      new AnnotationConfigServletWebServerApplicationContext();

  /**
   * @param redirectUri the only one that it sends anybody to
   */
  public AuthorizationServer(String redirectUri) {
    context.registerBean(RegisteredClientRepository.class, () -> clients(redirectUri));
    context.register(Server.class);
    context.refresh();
  }

  private static RegisteredClientRepository clients(String redirectUri) {
    return new InMemoryRegisteredClientRepository(
        RegisteredClient.withId("1")
            .clientId(CLIENT)
            .clientSecret("{noop}" + SECRET)
            .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .redirectUri(redirectUri)
            .scopes(scopes -> scopes.addAll(List.of("openid", "profile", "email")))
            .clientSettings(ClientSettings.builder().requireProofKey(true).build())
            .build());
  }

  public String issuer() {
    return "http://127.0.0.1:" + Objects.requireNonNull(context.getWebServer()).getPort();
  }

  /**
   * What a browser does there.
   *
   * @param to where the desk sent it
   * @return where the provider sends it back to
   */
  public URI logIn(URI to, String name) throws IOException, InterruptedException {
    try (HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
      get(browser, to);
      Matcher csrf = CSRF.matcher(get(browser, URI.create(issuer() + "/login")).body());
      if (!csrf.find()) {
        throw new IllegalStateException("No form to log in");
      }
      String form =
          "username=%s&password=%s&_csrf=%s".formatted(name, encoded(PASSWORD), csrf.group(1));
      HttpResponse<String> in =
          browser.send(
              HttpRequest.newBuilder(URI.create(issuer() + "/login"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString(form))
                  .build(),
              BodyHandlers.ofString());
      return location(get(browser, location(in)));
    }
  }

  private static HttpResponse<String> get(HttpClient browser, URI address)
      throws IOException, InterruptedException {
    return browser.send(
        HttpRequest.newBuilder(address).header("Accept", "text/html").build(),
        BodyHandlers.ofString());
  }

  private static URI location(HttpResponse<String> redirect) {
    @Nullable String location = redirect.headers().firstValue("Location").orElse(null);
    if (location == null) {
      throw new IllegalStateException(redirect.statusCode() + " " + redirect.body());
    }
    return redirect.uri().resolve(location);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    context.close();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class Server {

    @Bean
    TomcatServletWebServerFactory web() {
      TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
      factory.setAddress(InetAddress.getLoopbackAddress());
      return factory;
    }

    /** Filters answer everything; without a servlet none is asked. */
    @Bean
    ServletRegistrationBean<HttpServlet> nothing() {
      return new ServletRegistrationBean<>(new HttpServlet() {}, "/");
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http) {
      return http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
          .authorizeHttpRequests(rights -> rights.anyRequest().authenticated())
          .formLogin(Customizer.withDefaults())
          .build();
    }

    @Bean
    AuthorizationServerSettings settings() {
      return AuthorizationServerSettings.builder().build();
    }

    @Bean
    UserDetailsService people() {
      return new InMemoryUserDetailsManager(person("mori"), person("ueno"), person("guest"));
    }

    private static UserDetails person(String name) {
      return User.withUsername(name).password("{noop}" + PASSWORD).roles("PERSON").build();
    }

    @Bean
    JWKSource<SecurityContext> keys() throws JOSEException {
      return new ImmutableJWKSet<>(new JWKSet(new RSAKeyGenerator(2048).keyID("one").generate()));
    }

    /** For its own UserInfo endpoint. */
    @Bean
    JwtDecoder tokens(JWKSource<SecurityContext> keys) {
      return NimbusJwtDecoder.withJwkSource(keys).build();
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims() {
      return context -> {
        String name = Objects.requireNonNull(context.<Authentication>getPrincipal()).getName();
        context.getClaims().claim("preferred_username", name);
        if (!name.equals("guest")) {
          context.getClaims().claim("groups", List.of("staff", "annai-agents"));
        }
      };
    }
  }
}
