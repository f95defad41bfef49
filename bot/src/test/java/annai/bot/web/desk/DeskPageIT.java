package annai.bot.web.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import annai.bot.ServiceProcess;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.JsonNode;

/**
 * The desk in a real browser, with the whole service: one administrator's first hour, in its order.
 * Skipped where Debian's chromium isn't installed. The system property {@code annai.pictures} names
 * a folder for pictures of what was seen.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // set before all tests
class DeskPageIT {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Set<String> SERIOUS = Set.of("serious", "critical");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CUSTOMERS = "/api/v1/conversations";
  private static final String PASSWORD = "correct horse battery";

  private ServiceProcess service;
  private ChromeDriver page;
  private String customer = "";
  private String token = "";

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        "The browser tests need Debian's chromium and chromium-driver");
    service = new ServiceProcess(folder, 0, Map.of());
    page = open();
  }

  @AfterAll
  @SuppressWarnings("UnnecessaryNullCheck")
  void close() {
    if (page != null) {
      page.quit();
    }
    if (service != null) {
      service.close();
    }
  }

  private static ChromeDriver open() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toString());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    options.setExperimentalOption("prefs", Map.of("intl.accept_languages", "en"));
    ChromeDriver opened =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
            options);
    size(opened, 1400, 900);
    media(opened, "light");
    return opened;
  }

  private static void size(ChromeDriver page, int width, int height) {
    page.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  private static void media(ChromeDriver page, String scheme) {
    page.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  @Test
  @Order(1)
  void setup_withTheCodeOfTheLog_leadsToTheQueue() throws Exception {
    page.get(service.url("/desk/setup"));
    shown("#set-up");
    picture("setup");
    type("[name='code']", "WRONG-CODE");
    type("[name='username']", "sato");
    type("[name='name']", "Sato");
    type("[name='new-password']", PASSWORD);
    type("[name='repeat']", PASSWORD + Keys.ENTER);
    await(() -> !shown("#set-up .error").getText().isEmpty());
    assertThat(serious()).isEmpty();

    type("[name='code']", code() + Keys.ENTER);

    shown(".items .empty .hint");
    assertThat(page.getCurrentUrl()).endsWith("#/queue");
    picture("queue-empty");
  }

  private String code() throws IOException {
    Matcher printed =
        Pattern.compile("/desk/setup and enter the code (\\S+)").matcher(service.log());
    assertThat(printed.find()).as("the code in the log").isTrue();
    return printed.group(1);
  }

  @Test
  @Order(2)
  void password_wrong_isToldAndTheRightOneLetsIn() {
    shown("[data-action='log-out']").click();
    type("[name='username']", "sato");
    type("[name='password']", "not the password" + Keys.ENTER);
    await(() -> !shown("#log-in .error").getText().isEmpty());
    picture("log-in-wrong");
    assertThat(serious()).isEmpty();

    type("[name='password']", PASSWORD + Keys.ENTER);

    shown(".items .empty");
  }

  @Test
  @Order(3)
  void customer_whoWaits_isSeenInTheTitleAndTheQueue() throws Exception {
    begin();
    choose("cannot-send");
    choose("mail-client:outlook-2016");
    choose("done");
    say("I can't find the advanced settings <b>anywhere</b>");
    choose("person");

    await(() -> page.getTitle().startsWith("(1)"));
    assertThat(shown(".item .item-words").getText()).contains("<b>anywhere</b>");
    assertThat(shown(".desk-nav .badge").getText()).isEqualTo("1");
    picture("queue");
    assertThat(serious()).isEmpty();
  }

  @Test
  @Order(4)
  void conversation_claimedAndAnsweredWithTheKeyboard_reachesTheCustomer() throws Exception {
    shown("a.item").sendKeys(Keys.ENTER);
    await(() -> page.findElements(By.cssSelector(".talk-row")).size() > 5);
    assertThat(shown(".known").getText()).contains("Outlook 2016", "Steps done");
    picture("conversation");
    assertThat(serious()).isEmpty();

    shown("[data-action='claim']").sendKeys(Keys.ENTER);
    shown("[data-action='hand-back']");
    WebElement message = shown("#desk-message");
    page.executeScript(
        """
        const input = document.querySelector('#desk-message');
        input.value = 'めーる';
        for (const init of [{ isComposing: true }, { keyCode: 229 }])
          input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...init }));
        """);
    assertThat(message.getDomProperty("value")).isEqualTo("めーる");
    message.clear();
    message.sendKeys(
        "It is on the last tab.", Keys.chord(Keys.SHIFT, Keys.ENTER), "Sato", Keys.ENTER);

    await(() -> shown(".talk-row.by-agent").getText().contains("It is on the last tab."));
    assertThat(rows().toString()).contains("It is on the last tab.\\nSato");
    assertThat(message.getDomProperty("value")).isEmpty();
    page.findElements(By.cssSelector(".segments label")).get(1).click();
    shown("#desk-message").sendKeys("Called back at ten", Keys.ENTER);
    await(() -> shown(".type-note").getText().contains("Called back"));
    assertThat(rows().toString()).doesNotContain("Called back");
    say("Found it!");
    await(() -> shown(".talk-log").getText().contains("Found it!"));
    picture("conversation-claimed");
  }

  @Test
  @Order(5)
  void conversation_takenElsewhere_saysSoAndKeepsTheWords() throws Exception {
    DeskBrowser colleague = new DeskBrowser(service.url(""), null);
    DeskBrowser admin = new DeskBrowser(service.url(""), null);
    admin.ask("POST", "/session", Map.of("login", "sato", "password", PASSWORD));
    JsonNode invited =
        admin.ask("POST", "/agents", Map.of("login", "mori", "name", "Mori", "role", "agent"));
    colleague.ask(
        "POST", "/join", Map.of("code", invited.path("code").asString(), "password", PASSWORD));
    String path = "/conversations/" + customer;
    long epoch = colleague.ask("GET", path, null).path("epoch").asLong();
    colleague.ask("POST", path + "/claim", Map.of("epoch", epoch));

    await(() -> shown(".holder").getText().contains("Mori"));
    shown("[data-action='take-over']").click();
    shown("[data-action='hand-back']").click();
    shown("[data-action='claim']");

    await(() -> !view().path("withAgent").asBoolean());
  }

  @Test
  @Order(6)
  void ticket_commentedAndClosed_asksTheCustomer() throws Exception {
    choose("decline");
    await(() -> !view().path("ticket").isNull());
    shown(".desk-nav a[href='#/tickets']").click();
    shown("a.item").click();
    shown("#comment");
    picture("ticket");
    assertThat(serious()).isEmpty();
    type("[name='comment']", "Port 587 it is");
    shown("#comment button").click();
    await(() -> shown(".comments").getText().contains("Port 587 it is"));
    await(() -> rows().toString().contains("Port 587 it is"));

    page.executeScript("scrollTo(0, 0)");
    shown("[data-action='close']").click();
    type("dialog textarea", "Settings mended");
    picture("ticket-close");
    shown("dialog button[type='submit']").click();

    shown("[data-action='reopen']");
    await(() -> rows().toString().contains("Settings mended"));
    await(() -> rows().toString().contains("still-fails"));
    picture("ticket-closed");
  }

  @Test
  @Order(7)
  void agents_invited_getALinkThatIsShownOnce() {
    shown(".desk-nav a[href='#/agents']").click();
    type("[name='login']", "abe");
    type("[name='agent-name']", "Abe");
    shown("#invite button[type='submit']").click();
    String link = shown("dialog .code").getText();
    picture("agents-code");
    assertThat(serious()).isEmpty();
    shown("dialog .button.primary").click();
    shown("[data-login='abe']");
    picture("agents");

    shown("[data-action='log-out']").click();
    shown("#log-in");
    page.get(link);
    type("[name='new-password']", PASSWORD);
    type("[name='repeat']", PASSWORD + Keys.ENTER);
    await(() -> shown(".desk-me").getText().contains("Abe"));
    assertThat(page.findElements(By.cssSelector(".desk-nav a[href='#/agents']"))).isEmpty();
  }

  @Test
  @Order(8)
  void session_endedElsewhere_asksForTheLoginAndKeepsWhatWasWritten() throws Exception {
    page.get(service.url("/desk#/conversation/" + customer));
    page.navigate().refresh();
    shown("#desk-message").sendKeys("half an answ");
    DeskBrowser admin = new DeskBrowser(service.url(""), null);
    admin.ask("POST", "/session", Map.of("login", "sato", "password", PASSWORD));
    admin.ask("PATCH", "/agents/abe", Map.of("disabled", true));
    shown("#log-in");
    picture("session-ended");
    admin.ask("PATCH", "/agents/abe", Map.of("disabled", false));

    type("[name='username']", "abe");
    type("[name='password']", PASSWORD + Keys.ENTER);

    await(() -> "half an answ".equals(shown("#desk-message").getDomProperty("value")));
  }

  @Test
  @Order(9)
  void page_narrowDarkAndInJapanese_fitsAndIsReadable() {
    shown("[data-language='ja']").click();
    for (String scheme : List.of("light", "dark")) {
      media(page, scheme);
      for (int width : new int[] {360, 1400}) {
        size(page, width, width < 600 ? 740 : 900);
        for (String view : List.of("queue", "open", "tickets", "letters", "account")) {
          page.get(service.url("/desk#/" + view));
          shown("main h1");
          await(
              () ->
                  page.findElements(By.cssSelector(".items")).isEmpty()
                      || !shown(".items").getText().contains("読み込み中"));
          fits(view, scheme, width);
        }
        page.get(service.url("/desk#/conversation/" + customer));
        shown(".talk-row");
        fits("conversation", scheme, width);
      }
    }
    assertThat(noise()).isEmpty();
  }

  private void fits(String view, String scheme, int width) {
    picture("%s-%s-%d".formatted(view, scheme, width));
    Object across = page.executeScript("return document.scrollingElement.scrollWidth - innerWidth");
    assertThat(across).as("how far '%s' is too wide for %d", view, width).isEqualTo(0L);
    assertThat(serious()).as("%s %s %d", view, scheme, width).isEmpty();
  }

  // The customer, over the API.

  private void begin() throws Exception {
    JsonNode begun = service.ask("POST", CUSTOMERS, null, "{\"language\": \"en\"}");
    customer = begun.path("id").asString();
    token = begun.path("token").asString();
  }

  private void choose(String choice) throws Exception {
    send("choice", choice);
  }

  private void say(String text) throws Exception {
    send("text", text);
  }

  private void send(String kind, String what) throws Exception {
    service.ask(
        "POST",
        CUSTOMERS + "/" + customer + "/messages",
        token,
        "{\"clientMessageId\": \"%s\", \"%s\": \"%s\"}".formatted(UUID.randomUUID(), kind, what));
  }

  private JsonNode view() throws Exception {
    return service.ask("GET", CUSTOMERS + "/" + customer, token, null);
  }

  private JsonNode rows() throws Exception {
    return view().path("messages");
  }

  // The page.

  private void type(String selector, CharSequence text) {
    WebElement input = shown(selector);
    input.clear();
    input.sendKeys(text);
  }

  private WebElement shown(String selector) {
    await(
        () ->
            page.findElements(By.cssSelector(selector)).stream().anyMatch(WebElement::isDisplayed));
    return page.findElements(By.cssSelector(selector)).getLast();
  }

  private void await(Callable<Boolean> condition) {
    new WebDriverWait(page, PATIENCE)
        .ignoring(StaleElementReferenceException.class)
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

  private List<String> serious() {
    return new AxeBuilder()
        .analyze(page).getViolations().stream()
            .filter(rule -> SERIOUS.contains(String.valueOf(rule.getImpact())))
            .map(rule -> rule.getId() + " " + rule.getNodes().getFirst().getHtml())
            .toList();
  }

  /** What the browser complained of, but for refusals that the tests provoked. */
  private List<String> noise() {
    return page.manage().logs().get("browser").getAll().stream()
        .map(Object::toString)
        .filter(line -> line.contains("SEVERE") && !line.contains("the server responded with"))
        .toList();
  }

  private void picture(String name) {
    @Nullable String wanted = System.getProperty("annai.pictures");
    if (wanted != null) {
      try {
        Path to = Files.createDirectories(Path.of(wanted)).resolve(name + ".png");
        Files.write(to, page.getScreenshotAs(OutputType.BYTES));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
