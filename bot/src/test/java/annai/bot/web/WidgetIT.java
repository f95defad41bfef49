package annai.bot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import annai.bot.Chromium;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.NoSuchShadowRootException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The widget on pages of other sites, and the chat in its frame, in a real browser. Sites are names
 * below localhost, each with a storage of its own. The system property {@code annai.pictures} names
 * a folder for pictures of what was seen.
 */
@SpringBootTest(
    classes = TestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"server.address=127.0.0.1", "annai.web.frame-ancestors=http://*.localhost:*"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WidgetIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Autowired FakeConversations conversations;
  @LocalServerPort int port;
  private @Nullable ChromeDriver opened;
  private @Nullable HttpServer site;

  @BeforeAll
  void open() throws IOException {
    Chromium.assumeInstalled();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] page = sitePage(String.valueOf(exchange.getRequestURI().getQuery()));
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.getResponseHeaders().set("Content-Security-Policy", sitePolicy());
          exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    site = server;
    opened = Chromium.open("en");
  }

  @AfterAll
  void close() {
    if (opened != null) {
      opened.quit();
    }
    if (site != null) {
      site.stop(0);
    }
  }

  @BeforeEach
  void plain() {
    size(1280, 800);
    media("light");
    noise();
  }

  @Test
  void widget_withTheKeyboardAlone_opensTalksAndGivesTheFocusBack() {
    visit("keys", "");
    assertThat(launcher().getDomAttribute("aria-expanded")).isEqualTo("false");
    assertThat(inWidget("iframe")).isEmpty();

    page().findElement(By.tagName("body")).sendKeys(Keys.TAB);
    await(() -> "site-link".equals(page().switchTo().activeElement().getDomAttribute("id")));
    page().switchTo().activeElement().sendKeys(Keys.TAB);
    page().findElement(By.tagName("annai-widget")).sendKeys(Keys.ENTER);
    toChat();
    await(() -> "annai-message".equals(page().switchTo().activeElement().getDomAttribute("id")));
    WebElement message = page().findElement(By.id("annai-message"));
    message.sendKeys("I can't send mail", Keys.ENTER);
    shown("[data-choice='mail-client:outlook-2016']").sendKeys(Keys.ENTER);
    await(() -> "done".equals(page().switchTo().activeElement().getDomAttribute("data-choice")));

    shown(".menu > button").sendKeys(Keys.ENTER);
    shown("[data-action='download']");
    page().switchTo().activeElement().sendKeys(Keys.TAB);
    page().switchTo().activeElement().sendKeys(Keys.ESCAPE);
    assertThat(page().findElement(By.id("annai-menu")).isDisplayed()).isFalse();
    shown(".menu > button").sendKeys(Keys.ESCAPE);
    toSite();
    await(() -> !isOpen());

    assertThat(
            page()
                .executeScript(
                    "return document.querySelector('annai-widget').shadowRoot.activeElement.className"))
        .asString()
        .startsWith("launcher");
    assertThat(inWidget("iframe").getFirst().isDisplayed()).isFalse();
    assertThat(noise()).isEmpty();
  }

  @Test
  void messages_whileClosed_areCountedOverTheSitesNextPageToo() {
    visit("unread", "");
    launcher().click();
    toChat();
    shown("[data-choice='cannot-send']");
    String id = conversation();
    shown("[data-action='close']").click();
    toSite();
    await(() -> !isOpen());

    conversations.write(id, "agent", "text", Map.of("text", "Hello", "author", "Sato"));
    await(() -> launcherName().equals("Mail support, 1 new"));
    visit("unread", "");
    await(() -> launcherName().equals("Mail support, 1 new"));
    picture("unread");
    launcher().click();
    await(() -> isOpen() && launcherName().equals("Close the chat"));
    toChat();
    assertThat(conversation()).isEqualTo(id);
    toSite();
    visit("unread", "");
    toChat();

    assertThat(isOpenFromTheFrame()).isTrue();
  }

  @Test
  void site_notOnTheList_getsALinkAndNoChat() {
    page().get("http://localhost:" + sitePort() + "/");
    launcher().click();
    await(() -> inWidget(".instead a").getFirst().isDisplayed());

    assertThat(inWidget(".instead").getFirst().getText()).contains("can't be shown inside");
    assertThat(inWidget(".instead a").getFirst().getDomProperty("href"))
        .startsWith("http://127.0.0.1:" + port + "/chat");
    assertThat(violations()).isEmpty();
    picture("refused");
    inWidget(".close").getFirst().click();
    assertThat(isOpen()).isFalse();
  }

  @Test
  void messages_forged_areNotHeard() {
    visit("forged", "");
    launcher().click();
    toChat();
    shown("[data-choice='cannot-send']");
    toSite();
    page()
        .executeScript(
            """
            const frame = document.querySelector('annai-widget').shadowRoot.querySelector('iframe');
            const origin = new URL(frame.src).origin;
            const close = { annai: 1, type: 'close' };
            postMessage(close, '*');
            for (const init of [{ data: close, origin, source: window }, { data: close, origin: 'https://evil.example', source: frame.contentWindow },
                { data: 'close', origin, source: frame.contentWindow }, { data: { type: 'close' }, origin, source: frame.contentWindow },
                { data: { annai: 1, type: 'unread', count: '<b>9</b>' }, origin, source: frame.contentWindow },
                { data: { annai: 1, type: 'language', language: 'xx' }, origin, source: frame.contentWindow }])
              dispatchEvent(new MessageEvent('message', init));
            frame.contentWindow.postMessage({ annai: 1, type: 'theme', scheme: 'x', values: { accent: 'red;}', surface: '#12345', radius: '9', font: 'url(//evil.example)' } }, '*');
            """);
    toChat();
    page()
        .executeScript(
            """
            const language = { annai: 1, type: 'language', language: 'ja' };
            for (const init of [{ data: language, origin: 'https://evil.example', source: parent }, { data: language, origin: location.ancestorOrigins[0], source: window },
                { data: { ...language, annai: 2 }, origin: location.ancestorOrigins[0], source: parent }, { data: { ...language, language: 'xx' }, origin: location.ancestorOrigins[0], source: parent }])
              dispatchEvent(new MessageEvent('message', init));
            """);

    assertThat(page().executeScript("return document.documentElement.lang")).isEqualTo("en");
    assertThat(page().executeScript("return document.documentElement.getAttribute('style')"))
        .isIn(null, "");
    toSite();
    assertThat(isOpen()).isTrue();
    assertThat(launcherName()).isEqualTo("Close the chat");
  }

  @Test
  void widget_inEveryState_hasNoViolation() {
    for (String language : List.of("en", "ja")) {
      for (String scheme : List.of("light", "dark")) {
        for (String looks : List.of("", "&themed")) {
          media(scheme);
          visit(
              "axe-" + language + "-" + scheme + looks.replace("&", "-"),
              "language=" + language + looks);
          assertThat(violations()).as("closed %s %s %s", language, scheme, looks).isEmpty();
          launcher().click();
          toChat();
          press("cannot-send");
          press("mail-client:outlook-2016");
          press("done");
          press("done");
          press("skip");
          shown(".evidence");
          assertThat(page().executeScript("return document.documentElement.lang"))
              .isEqualTo(language);
          toSite();
          picture("open-%s-%s%s".formatted(language, scheme, looks.replace("&", "-")));
          assertThat(violations()).as("open %s %s %s", language, scheme, looks).isEmpty();
        }
      }
    }
  }

  @Test
  void widget_inEverySize_staysInTheWindow() {
    for (int width : new int[] {320, 390, 768, 1400}) {
      size(width, width < 600 ? 700 : 900);
      visit("sizes-" + width, "label=Ask%20us");
      assertThat(launcherName()).isEqualTo("Ask us");
      picture("closed-" + width);
      inside(inWidget(".launcher").getFirst(), width);
      launcher().click();
      toChat();
      press("cannot-send");
      press("mail-client:outlook-2016");
      shown(".card.step");
      assertThat(
              (Long)
                  page().executeScript("return document.documentElement.scrollWidth - innerWidth"))
          .isLessThanOrEqualTo(0);
      toSite();
      picture("open-" + width);
      inside(inWidget(".panel").getFirst(), width);
      if (width < 480) {
        assertThat(inWidget(".panel").getFirst().getSize().getWidth()).isEqualTo(width);
        assertThat(
                page()
                    .executeScript(
                        "return document.querySelector('annai-widget').shadowRoot.querySelector('dialog').matches(':modal')"))
            .isEqualTo(true);
      }
    }
    toChat();
    shown(".menu > button").click();
    shown("[data-action='resize']").click();
    toSite();
    await(() -> inWidget(".panel").getFirst().getSize().getWidth() > 700);
    picture("larger");
    inside(inWidget(".panel").getFirst(), 1400);
  }

  @Test
  void widget_loading_holdsThePageUpForNoLongTask() {
    double longest = longestTask("");
    double without = longestTask("bare");
    for (int attempt = 0; attempt < 3 && longest > 0; attempt++) {
      longest = Math.min(longest, longestTask(""));
      without = Math.max(without, longestTask("bare"));
    }
    assumeTrue(
        longest == 0 || without == 0, "the machine holds up the same page without the widget, too");
    assertThat(longest).as("ms of the longest task").isZero();
  }

  private double longestTask(String query) {
    page().get("http://fast.localhost:%d/?%s".formatted(sitePort(), query));
    if (!query.equals("bare")) {
      launcher();
    }
    Object longest = page().executeScript("return Math.max(0, ...window.longTasks)");
    return ((Number) Objects.requireNonNull(longest)).doubleValue();
  }

  @Test
  void enter_thatEndsAConversion_sendsInNoOrderOfEvents() {
    chat();
    shown("[data-choice='cannot-send']");
    Object sent =
        page()
            .executeScript(
                """
                const input = document.querySelector('#annai-message');
                const key = (type, init) => input.dispatchEvent(new KeyboardEvent(type, { key: 'Enter', bubbles: true, cancelable: true, ...init }));
                const composition = (type) => input.dispatchEvent(new CompositionEvent(type, { data: 'メール', bubbles: true }));
                const kept = [];
                const check = (name) => kept.push(name + ':' + input.value);
                input.value = 'メール';
                composition('compositionstart'); key('keydown', { isComposing: true, keyCode: 229 }); composition('compositionend'); key('keyup', { keyCode: 13 }); check('chromium');
                composition('compositionstart'); composition('compositionend'); key('keydown', { keyCode: 229 }); key('keyup', { keyCode: 13 }); check('safari');
                composition('compositionstart'); composition('compositionend'); key('keydown', { keyCode: 13 }); key('keyup', { keyCode: 13 }); check('safari-13');
                composition('compositionstart'); key('keydown', { keyCode: 13 }); composition('compositionend'); key('keyup', { keyCode: 13 }); check('composing');
                key('keydown', { keyCode: 13, shiftKey: true }); check('shift');
                key('keydown', { keyCode: 13 }); check('sent');
                return kept.join(' ');
                """);

    assertThat(sent)
        .isEqualTo("chromium:メール safari:メール safari-13:メール composing:メール shift:メール sent:");
    await(() -> page().findElements(By.cssSelector(".from-customer:not(.pending)")).size() == 1);
  }

  @Test
  void network_lostAndBack_losesAndDoublesNothing() {
    chat();
    shown("[data-choice='cannot-send']");
    String id = conversation();
    offline(true);
    await(() -> page().findElement(By.cssSelector(".connection")).getText().contains("offline"));
    page().findElement(By.id("annai-message")).sendKeys("I wrote this offline", Keys.ENTER);
    shown(".pending");
    for (int n = 1; n <= 3; n++) {
      conversations.write(id, "agent", "text", Map.of("text", "Meanwhile " + n, "author", "Sato"));
    }
    offline(false);
    await(() -> page().findElements(By.cssSelector(".pending")).isEmpty());
    await(() -> page().findElements(By.cssSelector(".from-agent")).size() == 3);
    conversations.forgetListeners(id);
    page().executeScript("dispatchEvent(new Event('online'))");
    conversations.write(id, "agent", "text", Map.of("text", "After sleep", "author", "Sato"));
    await(() -> page().findElements(By.cssSelector(".from-agent")).size() == 4);

    assertThat(page().findElements(By.cssSelector(".from-customer"))).hasSize(1);
    assertThat(
            page().findElements(By.cssSelector(".row[data-seq]")).stream()
                .map(row -> Integer.valueOf(String.valueOf(row.getDomAttribute("data-seq"))))
                .toList())
        .doesNotHaveDuplicates();
  }

  @Test
  void otherDevice_asQrCode_joinsByTheLink() {
    chat();
    shown("[data-choice='cannot-send']");
    String id = conversation();
    shown(".menu > button").click();
    shown("[data-action='device']").click();
    WebElement image = shown(".qr.link img");
    await(
        () ->
            Boolean.TRUE.equals(
                page().executeScript("return arguments[0].naturalWidth > 0", image)));
    picture("other-device");
    assertThat(violations()).isEmpty();
    String link = shown("dialog .address").getText();
    clearStorage();
    page().get("about:blank");
    page().get(link);
    shown("[data-choice='cannot-send']");

    assertThat(conversation()).isEqualTo(id);
  }

  @Test
  void transcript_saved_isTextWithTimesSpeakersAndEvidence() {
    chat();
    press("cannot-send");
    press("mail-client:outlook-2016");
    press("done");
    press("done");
    press("skip");
    shown(".evidence");
    conversations.write(
        conversation(), "agent", "text", Map.of("text", "<b>Hello</b>", "author", "Sato"));
    shown(".from-agent");
    page()
        .executeScript(
            """
            window.saved = new Promise((done) => (URL.createObjectURL = (blob) => (blob.text().then(done), 'blob:x')));
            HTMLAnchorElement.prototype.click = function () { window.savedAs = this.download; };
            """);
    shown(".menu > button").click();
    shown("[data-action='download']").click();

    assertThat(
            page()
                .executeAsyncScript(
                    "window.saved.then((text) => arguments[0](JSON.stringify(text)))"))
        .asString()
        .containsPattern("\\\\r\\\\n\\[\\d{4}-\\d\\d-\\d\\d")
        .contains("] You\\r\\n", "] Sato\\r\\n<b>Hello</b>")
        .contains("OLD_SETTINGS", "Ticket MAIL-12: open", "Step 1 of 2");
    assertThat(page().executeScript("return window.savedAs"))
        .asString()
        .matches("annai-[0-9-]{10}\\.txt");
  }

  @Test
  void identity_byTheSite_changesTheTokenAndNeverTakesOverAnotherTalk() {
    visit("identity", "");
    launcher().click();
    toChat();
    shown("[data-choice='cannot-send']");
    String id = conversation();
    String token = token();
    page()
        .executeScript(
            """
            const identity = { annai: 1, type: 'identity', token: 'forged.x.y' };
            for (const init of [{ data: identity, origin: 'https://evil.example', source: parent }, { data: identity, origin: location.ancestorOrigins[0], source: window },
                { data: { ...identity, token: ['a.x.y'] }, origin: location.ancestorOrigins[0], source: parent }, { data: { ...identity, token: 'a b.x.y' }, origin: location.ancestorOrigins[0], source: parent }])
              dispatchEvent(new MessageEvent('message', init));
            """);

    identify("taro");

    shown(".row.from-system");
    assertThat(page().findElements(By.cssSelector(".row.from-system"))).hasSize(1);
    await(() -> !token().equals(token));
    assertThat(conversation()).isEqualTo(id);
    String renewed = token();

    identify("EXPIRED");
    page().findElement(By.id("annai-message")).sendKeys("Still me", Keys.ENTER);
    await(() -> shown(".row.from-customer").getText().contains("Still me"));
    await(() -> page().findElements(By.cssSelector(".pending")).isEmpty());
    assertThat(token()).isEqualTo(renewed);
    assertThat(conversation()).isEqualTo(id);

    identify("another");
    await(() -> !conversation().equals(id));
    await(() -> page().findElements(By.cssSelector(".row.from-customer")).isEmpty());
  }

  private void identify(String identity) {
    toSite();
    page()
        .executeScript(
            "document.querySelector('annai-widget').identify(arguments[0])", identity + ".x.y");
    toChat();
  }

  private String token() {
    return String.valueOf(
        page()
            .executeScript("return JSON.parse(localStorage.getItem('annai.conversation')).token"));
  }

  // The site.

  private byte[] sitePage(String query) {
    String attributes =
        List.of(query.split("&")).stream()
            .filter(part -> part.contains("="))
            .map(part -> "data-" + part.replace("=", "=\"") + "\"")
            .reduce("", (a, b) -> a + " " + b);
    String looks =
        query.contains("themed")
            ? ":root { --annai-accent: oklch(0.7 0.15 60); --annai-radius: 4px; --annai-font: Georgia, serif; }"
            : "";
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>A provider</title>
        <style nonce="t">:root { color-scheme: light dark; } body { margin: 2rem; font-family: sans-serif; } a { color: inherit; } %s</style>
        <script nonce="t">window.longTasks = [];
          new PerformanceObserver((list) => list.getEntries().forEach((one) => window.longTasks.push(one.duration))).observe({ type: 'longtask', buffered: true });</script>
        </head><body><main><h1>A provider</h1><p>Mail for everyone. <a id="site-link" href="/help">Help</a></p></main>
        %s</body></html>
        """
        .formatted(looks, query.equals("bare") ? "" : script(attributes))
        .getBytes(StandardCharsets.UTF_8);
  }

  private String script(String attributes) {
    return "<script src=\"http://127.0.0.1:%d/widget.js\"%s async></script>"
        .formatted(port, attributes);
  }

  private String sitePolicy() {
    return "default-src 'none'; script-src http://127.0.0.1:%1$d 'nonce-t'; style-src 'nonce-t'; frame-src http://127.0.0.1:%1$d"
        .formatted(port);
  }

  private int sitePort() {
    if (site == null) {
      throw new IllegalStateException("No site is up");
    }
    return site.getAddress().getPort();
  }

  private void visit(String name, String query) {
    page().get("http://%s.localhost:%d/?%s".formatted(name, sitePort(), query));
    launcher();
  }

  // The chat as a page.

  private void chat() {
    page().get("http://127.0.0.1:" + port + "/img/annai.svg");
    clearStorage();
    page().get("http://127.0.0.1:" + port + "/chat");
  }

  private void clearStorage() {
    page()
        .executeCdpCommand(
            "Storage.clearDataForOrigin",
            Map.of("origin", "http://127.0.0.1:" + port, "storageTypes", "all"));
  }

  private void offline(boolean offline) {
    page().executeCdpCommand("Network.enable", Map.of());
    page()
        .executeCdpCommand(
            "Network.emulateNetworkConditions",
            Map.of(
                "offline",
                offline,
                "latency",
                0,
                "downloadThroughput",
                -1,
                "uploadThroughput",
                -1));
  }

  // The browser.

  private ChromeDriver page() {
    if (opened == null) {
      throw new IllegalStateException("No browser is open");
    }
    return opened;
  }

  private void size(int width, int height) {
    Chromium.size(page(), width, height);
  }

  private void media(String scheme) {
    Chromium.scheme(page(), scheme);
  }

  private List<WebElement> inWidget(String selector) {
    return page()
        .findElement(By.tagName("annai-widget"))
        .getShadowRoot()
        .findElements(By.cssSelector(selector));
  }

  private WebElement launcher() {
    await(() -> !inWidget(".launcher").isEmpty());
    return inWidget(".launcher").getFirst();
  }

  private String launcherName() {
    return String.valueOf(launcher().getDomAttribute("aria-label"));
  }

  private boolean isOpen() {
    return inWidget(".panel").getFirst().isDisplayed();
  }

  private boolean isOpenFromTheFrame() {
    toSite();
    return isOpen();
  }

  /** Into the frame, once it is shown. */
  private void toChat() {
    await(() -> !inWidget("iframe").isEmpty() && inWidget("iframe").getFirst().isDisplayed());
    page().switchTo().frame(inWidget("iframe").getFirst());
  }

  private void toSite() {
    page().switchTo().defaultContent();
  }

  private String conversation() {
    return String.valueOf(
        page().findElement(By.tagName("annai-chat")).getDomAttribute("data-conversation"));
  }

  private WebElement shown(String selector) {
    await(
        () ->
            page().findElements(By.cssSelector(selector)).stream()
                .anyMatch(WebElement::isDisplayed));
    return page().findElements(By.cssSelector(selector)).getLast();
  }

  private void press(String choice) {
    await(
        () -> {
          shown("[data-choice='" + choice + "']").click();
          return true;
        });
  }

  private void await(Callable<Boolean> condition) {
    new WebDriverWait(page(), PATIENCE)
        .ignoring(StaleElementReferenceException.class)
        .ignoring(NoSuchElementException.class)
        .ignoring(NoSuchShadowRootException.class)
        .until(
            _ -> {
              try {
                return condition.call();
              } catch (RuntimeException e) {
                throw e;
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private static void inside(WebElement element, int width) {
    assertThat(element.getLocation().getX()).isNotNegative();
    assertThat(element.getLocation().getX() + element.getSize().getWidth())
        .isLessThanOrEqualTo(width);
    assertThat(element.getLocation().getY()).isNotNegative();
  }

  private List<String> violations() {
    return Chromium.violations(page());
  }

  private List<String> noise() {
    return page().manage().logs().get("browser").getAll().stream()
        .map(Object::toString)
        .filter(line -> line.contains("SEVERE"))
        .filter(line -> !line.contains("favicon.ico"))
        .toList();
  }

  private void picture(String name) {
    Chromium.picture(page(), name);
  }
}
