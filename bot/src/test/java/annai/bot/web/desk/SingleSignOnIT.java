package annai.bot.web.desk;

import static annai.bot.web.desk.DeskBrowser.API;
import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.ServiceProcess;
import annai.bot.desk.oidc.AuthorizationServer;
import annai.bot.web.Contract;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import tools.jackson.databind.JsonNode;

/**
 * The whole service with a real OpenID Connect provider, over HTTP and in a real browser, to which
 * the two are different sites. The browser part is skipped where Debian's chromium isn't installed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class SingleSignOnIT {

  private static final String PASSWORD = "correct horse battery";

  private AuthorizationServer provider;
  private ServiceProcess service;
  private Contract contract;
  private DeskBrowser admin;
  private String desk = "";

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    int port = freePort();
    desk = "http://localhost:" + port;
    provider = new AuthorizationServer(desk + "/desk/oidc/return");
    Path secret = Files.writeString(folder.resolve("secret"), AuthorizationServer.SECRET + "\n");
    service =
        new ServiceProcess(
            folder,
            port,
            Map.of(
                "ANNAI_DESK_URL",
                desk,
                "ANNAI_DESK_OIDC_ISSUER",
                provider.issuer(),
                "ANNAI_DESK_OIDC_CLIENT_ID",
                AuthorizationServer.CLIENT,
                "ANNAI_DESK_OIDC_CLIENT_SECRET_FILE",
                secret.toString(),
                "ANNAI_DESK_OIDC_REQUIRED_CLAIM",
                "groups",
                "ANNAI_DESK_OIDC_REQUIRED_VALUE",
                "annai-agents",
                "ANNAI_DESK_OIDC_LABEL",
                "Example ID",
                "ANNAI_DESK_OIDC_PROVISION",
                "true"));
    contract = Contract.of(service.call("GET", "/openapi", null, null).body());
    admin = browser();
    Matcher code = Pattern.compile("/desk/setup and enter the code (\\S+)").matcher(service.log());
    assertThat(code.find()).as("the code in the log").isTrue();
    Map<String, String> first =
        Map.of("code", code.group(1), "login", "sato", "name", "Sato", "password", PASSWORD);
    admin.ask("POST", "/setup", first);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @AfterAll
  @SuppressWarnings("UnnecessaryNullCheck")
  void close() {
    if (service != null) {
      service.close();
    }
    if (provider != null) {
      provider.close();
    }
  }

  private DeskBrowser browser() {
    return new DeskBrowser(desk, contract);
  }

  /** As a browser would: to the provider, and back with what it says. */
  private HttpResponse<String> logIn(DeskBrowser browser, String name) throws Exception {
    return browser.send("GET", back(browser, name), null, Map.of());
  }

  private String back(DeskBrowser browser, String name) throws Exception {
    URI to =
        URI.create(browser.ask("POST", "/session/single-sign-on", null).path("url").asString());
    URI back = provider.logIn(to, name);
    assertThat(back.toString()).startsWith(desk + "/desk/oidc/return?");
    return back.getRawPath() + "?" + back.getRawQuery();
  }

  private List<String> deeds(String login) throws Exception {
    return admin
        .ask("GET", "/audit", null)
        .path("entries")
        .valueStream()
        .filter(entry -> entry.path("login").asString().equals(login))
        .map(entry -> (entry.path("deed").asString() + " " + entry.path("subject").asString()))
        .map(String::strip)
        .toList();
  }

  private static long millisUntilTheEnd(HttpResponse<Stream<String>> events) {
    long began = System.nanoTime();
    events.body().forEach(line -> {});
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  @Test
  void agent_ofTheProvider_comesInUntilTheSingleSignOnIsRemoved() throws Exception {
    JsonNode invited =
        admin.ask("POST", "/agents", Map.of("login", "mori", "name", "Mori", "role", "agent"));
    DeskBrowser mori = browser();
    mori.ask(
        "POST", "/join", Map.of("code", invited.path("code").asString(), "password", PASSWORD));
    mori.ask("DELETE", "/session", null);
    assertThat(mori.ask("GET", "/session", null).path("singleSignOn").asString())
        .isEqualTo("Example ID");

    HttpResponse<String> page = logIn(mori, "mori");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("url=../../desk\"").doesNotContain("code=");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(page.headers().allValues("Set-Cookie"))
        .anySatisfy(
            cookie -> assertThat(cookie).contains("annai-desk=", "HttpOnly", "SameSite=Strict"));
    assertThat(mori.ask("GET", "/session", null).at("/agent/login").asString()).isEqualTo("mori");
    assertThat(deeds("mori"))
        .startsWith("logged-in-by-single-sign-on", "bound-single-sign-on", "logged-out");
    assertThat(admin.ask("GET", "/agents", null).path("agents").valueStream())
        .anyMatch(
            agent ->
                agent.path("login").asString().equals("mori")
                    && agent.path("singleSignOn").asBoolean());

    DeskBrowser byPassword = browser();
    byPassword.ask("POST", "/session", Map.of("login", "mori", "password", PASSWORD));
    DeskApiIT.refused(mori.call("DELETE", "/agents/mori/single-sign-on", null), 403);
    DeskApiIT.refused(admin.call("DELETE", "/agents/nobody/single-sign-on", null), 404);
    HttpResponse<Stream<String>> events = mori.events();
    admin.ask("DELETE", "/agents/mori/single-sign-on", null);
    assertThat(millisUntilTheEnd(events)).isLessThan(2_000);
    DeskApiIT.refused(mori.call("GET", "/conversations", null), 401);
    assertThat(byPassword.call("GET", "/conversations", null).statusCode()).isEqualTo(200);
    assertThat(deeds("sato")).contains("removed-single-sign-on mori");
    admin.ask("DELETE", "/agents/mori/single-sign-on", null);

    logIn(mori, "mori");
    assertThat(deeds("mori")).startsWith("logged-in-by-single-sign-on", "bound-single-sign-on");
    HttpResponse<Stream<String>> more = mori.events();
    admin.ask("PATCH", "/agents/mori", Map.of("disabled", true));
    assertThat(millisUntilTheEnd(more)).isLessThan(2_000);
    assertThat(logIn(mori, "mori").body()).contains("url=../../desk#/sign-on/disabled\"");
    assertThat(mori.ask("GET", "/session", null).path("agent").isNull()).isTrue();
  }

  @Test
  void answer_replayedOrOfAnotherBrowser_letsNobodyIn() throws Exception {
    DeskBrowser one = browser();
    HttpResponse<String> begun = one.call("POST", "/session/single-sign-on", null);
    assertThat(begun.headers().allValues("Set-Cookie"))
        .anySatisfy(
            cookie ->
                assertThat(cookie)
                    .contains("annai-desk-sign-on=", "HttpOnly", "SameSite=Lax", "Max-Age=600"));
    String back = back(one, "ueno");
    DeskBrowser other = browser();
    other.ask("POST", "/session/single-sign-on", null);
    assertThat(other.send("GET", back, null, Map.of()).body()).contains("#/sign-on/stale\"");
    assertThat(one.send("GET", back, null, Map.of()).body()).contains("#/sign-on/stale\"");

    String again = back(one, "ueno");
    assertThat(one.send("GET", again, null, Map.of()).body()).contains("url=../../desk\"");
    assertThat(deeds("ueno")).startsWith("logged-in-by-single-sign-on", "joined-by-single-sign-on");
    one.ask("DELETE", "/session", null);
    assertThat(one.send("GET", again, null, Map.of()).body()).contains("#/sign-on/stale\"");
    assertThat(one.ask("GET", "/session", null).path("agent").isNull()).isTrue();
  }

  @Test
  void errorOfTheProvider_isToldInOurWordsOnly() throws Exception {
    DeskBrowser browser = browser();
    URI to =
        URI.create(browser.ask("POST", "/session/single-sign-on", null).path("url").asString());
    Matcher state = Pattern.compile("state=([^&]+)").matcher(to.getRawQuery());
    assertThat(state.find()).isTrue();
    HttpResponse<String> page =
        browser.send(
            "GET",
            "/desk/oidc/return?error=access_denied&error_description=%3Cscript%3Ealert(1)&state="
                + state.group(1),
            null,
            Map.of());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("#/sign-on/cancelled\"").doesNotContain("alert", "denied");
  }

  @Test
  void begin_withoutTheToken_isRefused() throws Exception {
    DeskApiIT.refused(browser().send("POST", API + "/session/single-sign-on", null, Map.of()), 403);
  }

  @Test
  void logIn_inARealBrowser_leadsThroughTheProviderToWhereTheAgentWas() {
    DeskScreen.assumeBrowser();
    try (DeskScreen screen = DeskScreen.open()) {
      ChromeDriver page = screen.driver();
      page.get(desk + "/desk#/tickets");
      assertThat(screen.shown("[data-action='sign-on']").getText())
          .isEqualTo("Log in with Example ID");
      for (int width : List.of(360, 1400)) {
        screen.size(width, 900);
        screen.fits("sign-on", "light", width);
      }
      screen.media("dark");
      screen.fits("sign-on", "dark", 1400);
      screen.media("light");
      screen.shown("[data-action='sign-on']").click();
      screen.type("[name='username']", "guest");
      screen.type("[name='password']", AuthorizationServer.PASSWORD + Keys.ENTER);
      screen.await(
          () -> screen.shown(".gate > .error").getText().contains("does not let you enter"));
      assertThat(page.getCurrentUrl()).isEqualTo(desk + "/desk#/sign-on/not-permitted");
      screen.fits("sign-on-refused", "light", 1400);
      screen.shown("[data-language='ja']").click();
      screen.await(() -> screen.shown(".gate > .error").getText().contains("権限"));
      assertThat(screen.shown("[data-action='sign-on']").getText()).isEqualTo("Example ID でログイン");
      screen.size(360, 900);
      screen.fits("sign-on-refused-ja", "light", 360);
      screen.size(1400, 900);
      screen.shown("[data-language='en']").click();

      page.get(provider.issuer() + "/logout");
      screen.shown("button").click();
      page.get(desk + "/desk#/tickets");
      screen.shown("[data-action='sign-on']").click();
      screen.type("[name='username']", "ueno");
      screen.type("[name='password']", AuthorizationServer.PASSWORD + Keys.ENTER);

      screen.await(() -> screen.shown(".desk-me").getText().contains("ueno"));
      assertThat(page.getCurrentUrl()).isEqualTo(desk + "/desk#/tickets");
      assertThat(screen.noise()).isEmpty();
      accounts(screen);
    }
  }

  /** The administrator sees who comes in so, and takes it from them. */
  private void accounts(DeskScreen screen) {
    screen.shown("[data-action='log-out']").click();
    screen.type("[name='username']", "sato");
    screen.type("[name='password']", PASSWORD + Keys.ENTER);
    screen.shown(".desk-nav a[href='#/agents']").click();
    String ueno = "[data-login='ueno'] ";
    assertThat(screen.shown(ueno).getText()).contains("Single sign-on");
    screen.fits("sign-on-accounts", "light", 1400);
    screen.shown(ueno + "[data-action='remove-single-sign-on']").click();
    screen.picture("sign-on-remove");
    assertThat(screen.violations()).isEmpty();
    screen.shown("dialog.sheet button[value='go']").sendKeys(Keys.ENTER);
    screen.await(
        () ->
            screen
                .driver()
                .findElements(By.cssSelector(ueno + "[data-action='remove-single-sign-on']"))
                .isEmpty());
  }
}
