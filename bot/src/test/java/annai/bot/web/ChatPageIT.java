package annai.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.Chromium;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The chat page in a real browser; skipped where Debian's chromium isn't installed. */
@SpringBootTest(
    classes = {TestApplication.class, TestDemonstration.class},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "server.address=127.0.0.1")
class ChatPageIT {

  private record Row(String from, String type, Map<String, Object> body) {}

  private static final List<Row> EVERY_ROW =
      List.of(
          new Row("customer", "text", Map.of("text", "I see error 550\nand nothing else")),
          new Row("bot", "text", Map.of("text", "See https://example.com/help.\n\nThen go on.")),
          new Row(
              "bot",
              "text",
              Map.of(
                  "text",
                  "A secure way.",
                  "sources",
                  List.of(Map.of("section", "2", "title", "TLS")))),
          new Row("customer", "choice", Map.of("choice", "done", "label", "Done")),
          new Row("agent", "text", Map.of("text", "Hello, I am Sato.", "author", "Sato")),
          new Row("agent", "text", Map.of("text", "Nobody is named.")),
          new Row("system", "text", Map.of("text", "Signed in")),
          new Row("bot", "probe-stage", stage("connect", "ok", "")),
          new Row("bot", "probe-stage", stage("starttls", "warning", "")),
          new Row("bot", "probe-stage", stage("auth", "failed", "535 5.7.8 no")),
          new Row("bot", "probe-stage", stage("mail", "not-run", "")),
          new Row("bot", "probe-stage", stage("data", "not-asked", "")),
          new Row("bot", "evidence", evidence(true, "PROVEN")),
          new Row("bot", "evidence", evidence(false, "AUTH_REFUSED")),
          new Row("bot", "evidence", evidence(false, "UNPROVEN")),
          new Row("bot", "ticket", ticket("open")),
          new Row("bot", "ticket", ticket("closed")),
          new Row("bot", "ticket", ticket("reopened")),
          new Row("bot", "ticket", Map.of("status", "opening", "text", "It will be filed.")),
          new Row("system", "handoff", Map.of("phase", "called")),
          new Row("system", "handoff", Map.of("phase", "claimed", "text", "Sato is here")),
          new Row("system", "handoff", Map.of("phase", "released")),
          new Row("customer", "attachment", file("photo.png", true)),
          new Row("agent", "attachment", file("steps.pdf", false)),
          new Row("bot", "unheard-of", Map.of("text", "Of a later version")),
          new Row("customer", "rating", Map.of("score", 2, "text", "Slow")),
          new Row(
              "bot",
              "rating",
              Map.of(
                  "text",
                  "How was it?",
                  "scores",
                  List.of(
                      Map.of("score", 5, "label", "Very good"),
                      Map.of("score", 1, "label", "Bad")))));

  private static Map<String, Object> stage(String stage, String state, String reply) {
    return Map.of("call", "c", "stage", stage, "state", state, "millis", 12, "reply", reply);
  }

  private static Map<String, Object> evidence(boolean ok, String verdict) {
    return Map.of("ok", ok, "verdict", verdict, "title", "What we saw", "text", "By our server.");
  }

  private static Map<String, Object> ticket(String status) {
    return Map.of("key", "HELP-12", "status", status, "text", "About sending");
  }

  private static Map<String, Object> file(String name, boolean picture) {
    return Map.of("id", name, "name", name, "picture", picture, "bytes", 52_000);
  }

  @Autowired FakeConversations conversations;
  @LocalServerPort int port;
  private @Nullable ChromeDriver driver;

  @BeforeAll
  static void needsChromium() {
    Chromium.assumeInstalled();
  }

  @AfterEach
  void close() {
    if (driver != null) {
      driver.quit();
    }
  }

  @ParameterizedTest
  @CsvSource({"en, Step 1 of 2", "ja, 手順 1 / 2"})
  void walk_withTheMouse_endsWithAClosedTicket(String language, String count) {
    ChromeDriver page = open("/chat", language, 1280, 800);

    press("cannot-send");
    press("mail-client:outlook-2016");
    assertThat(shown(".step-count").getText()).isEqualTo(count);
    assertThat(page.findElements(By.cssSelector(".control"))).hasSize(2);
    press("done");
    press("done");
    assertThat(shown(".test-mail .address").getText()).startsWith("check-");
    assertThat(shown(".qr img").isDisplayed()).isTrue();
    press("skip");
    shown(".evidence.bad");
    shown(".probe .stage.ok");
    press("works-now");
    shown(".evidence.good");

    assertThat(shown(".ticket .status.closed").isDisplayed()).isTrue();
    assertThat(noise()).isEmpty();
  }

  @Test
  void rating_thatIsAskedFor_isGivenByAButton() {
    ChromeDriver page = open("/chat", "en", 1280, 800);
    shown("[data-choice='cannot-send']");
    List<Map<String, Object>> scores =
        List.of(Map.of("score", 5, "label", "Very good"), Map.of("score", 4, "label", "Good"));
    conversations.write(id(), "bot", "rating", Map.of("text", "How was it?", "scores", scores));

    shown("[data-score='4']").click();

    await(() -> page.findElements(By.cssSelector(".from-customer")).size() == 1);
    await(() -> shown(".from-customer").getText().startsWith("★★★★☆"));
    assertThat(page.findElements(By.cssSelector(".rating"))).isEmpty();
    assertThat(noise()).isEmpty();
  }

  @Test
  void walk_withTheKeyboardAlone_reachesTheStep() {
    ChromeDriver page = open("/chat", "en", 1280, 800);
    shown("[data-choice='cannot-send']");

    WebElement message = page.findElement(By.id("annai-message"));
    message.sendKeys("I can't send mail", Keys.ENTER);
    shown("[data-choice='mail-client:outlook-2016']").sendKeys(Keys.ENTER);
    await(() -> "done".equals(page.switchTo().activeElement().getDomAttribute("data-choice")));
    page.switchTo().activeElement().sendKeys(Keys.SPACE);

    await(() -> page.findElements(By.cssSelector(".card.step")).size() == 2);
  }

  @Test
  void enter_whileAnInputMethodConverts_sendsNothing() {
    ChromeDriver page = open("/chat", "ja", 1280, 800);
    shown("[data-choice='cannot-send']");
    page.executeScript(
        """
        const input = document.querySelector('#annai-message');
        input.value = 'めーる';
        for (const init of [{ isComposing: true }, { keyCode: 229 }])
          input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...init }));
        """);

    assertThat(page.findElement(By.id("annai-message")).getDomProperty("value")).isEqualTo("めーる");
    assertThat(page.findElements(By.cssSelector(".from-customer"))).isEmpty();
  }

  @Test
  void text_withMarkup_staysText() {
    ChromeDriver page = open("/chat", "en", 1280, 800);
    shown("[data-choice='cannot-send']");
    String markup = "<img src=x onerror=\"document.title='broken'\"><script>1</script>";

    page.findElement(By.id("annai-message")).sendKeys(markup, Keys.ENTER);
    conversations.write(id(), "agent", "text", Map.of("text", markup, "author", "<b>A</b>"));
    await(() -> page.findElements(By.cssSelector(".from-agent")).size() == 1);

    assertThat(page.findElement(By.cssSelector(".from-agent")).getText()).contains(markup);
    assertThat(page.findElements(By.cssSelector(".transcript img[src='x'], .transcript script")))
        .isEmpty();
    assertThat(page.getTitle()).doesNotContain("broken");
  }

  @Test
  void reload_inMidProcedure_isInTheSamePlace() {
    ChromeDriver page = open("/chat", "en", 1280, 800);
    press("cannot-send");
    press("mail-client:outlook-2016");
    shown(".card.step");
    String before = id();

    page.navigate().refresh();
    shown(".card.step");

    assertThat(id()).isEqualTo(before);
    assertThat(page.findElements(By.cssSelector(".card.step"))).hasSize(1);
    await(() -> conversations.cameBack.contains(before));
  }

  @Test
  void language_switched_changesThePageAndTellsTheBot() {
    ChromeDriver page = open("/chat", "en", 1280, 800);
    shown("[data-choice='cannot-send']");

    page.findElement(By.cssSelector("[data-language='ja']")).click();

    await(() -> page.findElement(By.cssSelector(".transcript")).getText().contains("日本語でご案内"));
    assertThat(page.findElement(By.id("annai-message")).getDomAttribute("placeholder"))
        .isEqualTo("メッセージを入力");
  }

  @Test
  void code_inTheFragment_joinsTheConversationAndLeavesTheAddress() {
    var right = conversations.start(null);
    String code = conversations.resumeCode(right.id());

    ChromeDriver page = open("/chat#" + code, "en", 1280, 800);
    shown("[data-choice='cannot-send']");

    assertThat(id()).isEqualTo(right.id());
    assertThat(page.getCurrentUrl()).doesNotContain(code);
  }

  @Test
  void credentials_givenInTheForm_leaveThePage() {
    ChromeDriver page = open("/chat", "en", 1280, 800);
    press("cannot-send");
    press("mail-client:outlook-2016");
    press("done");
    press("done");
    press("login-check");
    shown(".credentials input[type='text']").sendKeys("taro@example.jp");
    page.findElement(By.cssSelector(".credentials input[type='password']"))
        .sendKeys("kanaria-9f2c", Keys.ENTER);
    shown(".evidence.bad");

    assertThat(page.getPageSource()).doesNotContain("kanaria-9f2c");
    assertThat(page.executeScript("return JSON.stringify({...localStorage, ...sessionStorage})"))
        .asString()
        .doesNotContain("kanaria-9f2c");
  }

  @ParameterizedTest
  @CsvSource({"320, 568, en", "320, 568, ja", "390, 844, ja"})
  void page_onAPhone_scrollsInOneDirectionOnly(int width, int height, String language) {
    ChromeDriver page = open("/chat", language, width, height);
    press("cannot-send");
    press("mail-client:outlook-2016");
    press("done");
    press("done");
    shown(".test-mail");

    assertThat((Long) page.executeScript("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(width);
    assertThat(
            (Boolean)
                page.executeScript(
                    "const t = document.querySelector('.transcript'); return t.scrollWidth <= t.clientWidth"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void page_checkedByAxe_hasNothingSerious(String scheme) {
    ChromeDriver page = open("/chat", "ja", 1280, 800);
    Chromium.scheme(page, scheme);
    press("cannot-send");
    press("mail-client:outlook-2016");
    press("done");
    press("done");
    press("login-check");
    shown(".credentials");

    assertThat(Chromium.violations(page)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void demonstration_checkedByAxe_hasNothingSerious(String scheme) {
    ChromeDriver page = open("/demo", "en", 1280, 800);
    Chromium.scheme(page, scheme);
    press("cannot-send");
    press("mail-client:outlook-2016");
    press("done");
    press("done");
    await(
        () -> {
          String to = page.findElement(By.id("mail-to")).getDomProperty("value");
          return to != null && to.startsWith("check-");
        });
    press("skip");
    shown(".ticket-description");

    assertThat(Chromium.violations(page)).isEmpty();
  }

  /** Whatever can stand in the transcript, at once, and what lies over it. */
  @Test
  void page_withEveryKindOfRowAndDialog_hasNoViolation() {
    ChromeDriver page = open("/chat", "en", 1280, 800);
    shown("[data-choice='cannot-send']");
    EVERY_ROW.forEach(row -> conversations.write(id(), row.from(), row.type(), row.body()));
    shown(".rating");
    for (String language : List.of("en", "ja")) {
      page.findElement(By.cssSelector("[data-language='" + language + "']")).click();
      await(() -> language.equals(page.findElement(By.tagName("html")).getDomAttribute("lang")));
      for (String scheme : List.of("light", "dark")) {
        for (int width : new int[] {1280, 320}) {
          Chromium.size(page, width, 800);
          Chromium.scheme(page, scheme);
          holds("rows", language, scheme, width);
        }
      }
    }
    Chromium.scheme(page, "light");
    for (String sheet : List.of("restart", "device", "erase")) {
      shown(".menu > button").click();
      shown("[data-action='" + sheet + "']").click();
      shown("dialog[open]");
      holds(sheet, "ja", "light", 320);
      page.switchTo().activeElement().sendKeys(Keys.ESCAPE);
      await(() -> page.findElements(By.cssSelector("dialog[open]")).isEmpty());
    }
    page.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of("offline", true, "latency", 0, "downloadThroughput", 0, "uploadThroughput", 0));
    conversations.forgetListeners(id());
    page.findElement(By.id("annai-message")).sendKeys("Still there?", Keys.ENTER);
    shown(".pending");
    holds("offline", "ja", "light", 320);
    page.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of("offline", false, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  private void holds(String what, String language, String scheme, int width) {
    String state = "%s-%s-%s-%d".formatted(what, language, scheme, width);
    picture(state);
    assertThat(Chromium.violations(page())).as(state).isEmpty();
    assertThat((Long) page().executeScript("return document.documentElement.scrollWidth"))
        .as("how wide %s is", state)
        .isLessThanOrEqualTo(width);
  }

  @Test
  void sketch_ofAStep_isSeenEnlargedAndOnAPageOfAllSteps() throws IOException {
    ChromeDriver page = open("/chat", "en", 1280, 1000);
    press("cannot-send");
    press("mail-client:outlook-2016");
    WebElement sketch = shown(".step-sketch .sketch");
    await(() -> width(sketch) > 0);
    assertThat(sketch.getDomAttribute("alt")).contains("What to touch: 1. Tab “File (ファイル)”");
    picture("sketch-card");

    shown(".step-sketch figcaption button:first-child").sendKeys(Keys.ENTER);
    await(() -> String.valueOf(sketch.getDomAttribute("src")).endsWith("&screen=ja"));
    await(() -> width(sketch) > 0);
    shown(".step-sketch .enlarge").sendKeys(Keys.ENTER);
    await(() -> width(shown("dialog[open] .sketch")) > 0);
    assertThat(Chromium.violations(page)).isEmpty();
    picture("sketch-enlarged");
    page.switchTo().activeElement().sendKeys(Keys.ESCAPE);
    await(() -> page.findElements(By.tagName("dialog")).isEmpty());

    page.get(String.valueOf(shown(".all-steps a").getDomProperty("href")));
    assertThat(page.findElements(By.cssSelector(".steps .sketch"))).hasSizeGreaterThan(8);
    for (String scheme : List.of("light", "dark")) {
      Chromium.scheme(page, scheme);
      assertThat(Chromium.violations(page)).isEmpty();
    }
    assertThat(noise()).isEmpty();
    pageFits(320);
    assertThat(pages()).isBetween(2, 6);
  }

  /** How wide a picture is by itself: nothing before it is loaded. */
  private long width(WebElement image) {
    Object width = page().executeScript("return arguments[0].naturalWidth", image);
    return ((Number) Objects.requireNonNull(width)).longValue();
  }

  private void pageFits(int width) {
    page()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", width, "height", 2400, "deviceScaleFactor", 1, "mobile", true));
    assertThat((Long) page().executeScript("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(width);
    picture("sketch-page-320");
  }

  /** The pages that the page takes on paper. */
  private int pages() throws IOException {
    page().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
    page()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", 680, "height", 2400, "deviceScaleFactor", 1, "mobile", false));
    picture("sketch-print");
    Object printed =
        page().executeCdpCommand("Page.printToPDF", Map.of("preferCSSPageSize", true)).get("data");
    byte[] pdf = Base64.getDecoder().decode(String.valueOf(printed));
    String pictures = System.getProperty("annai.pictures");
    if (pictures != null) {
      Files.write(Files.createDirectories(Path.of(pictures)).resolve("sketch-page.pdf"), pdf);
    }
    String text = new String(pdf, StandardCharsets.ISO_8859_1);
    return text.split("/Type\\s*/Page[^s]", -1).length - 1;
  }

  private void picture(String name) {
    Chromium.picture(page(), name);
  }

  private ChromeDriver open(String path, String language, int width, int height) {
    ChromeDriver opened = Chromium.open(language);
    driver = opened;
    Chromium.size(opened, width, height);
    Chromium.scheme(opened, "light");
    opened.get("http://127.0.0.1:" + port + path);
    return opened;
  }

  private ChromeDriver page() {
    if (driver == null) {
      throw new IllegalStateException("No page is open");
    }
    return driver;
  }

  private String id() {
    return String.valueOf(
        page().findElement(By.tagName("annai-chat")).getDomAttribute("data-conversation"));
  }

  private List<String> noise() {
    return page().manage().logs().get("browser").getAll().stream()
        .map(Object::toString)
        .filter(line -> line.contains("SEVERE"))
        .toList();
  }

  private WebElement shown(String selector) {
    await(() -> !page().findElements(By.cssSelector(selector)).isEmpty());
    List<WebElement> found = page().findElements(By.cssSelector(selector));
    return found.getLast();
  }

  private void press(String choice) {
    shown("[data-choice='" + choice + "']").click();
  }

  private void await(BooleanSupplier condition) {
    new WebDriverWait(page(), Duration.ofSeconds(20)).until(_ -> condition.getAsBoolean());
  }
}
