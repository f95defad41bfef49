package annai.bot.web.desk;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions;
import tools.jackson.databind.JsonNode;

/**
 * The desk in a real browser, with the whole service: one administrator's first hour, in its order.
 * Skipped where Debian's chromium isn't installed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // set before all tests
class DeskPageIT {

  private static final String CUSTOMERS = "/api/v1/conversations";
  private static final String PASSWORD = "correct horse battery";

  private ServiceProcess service;
  private DeskScreen screen;
  private ChromeDriver page;
  private String customer = "";
  private String token = "";

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    DeskScreen.assumeBrowser();
    service = new ServiceProcess(folder, 0, Map.of());
    screen = DeskScreen.open();
    page = screen.driver();
  }

  @AfterAll
  @SuppressWarnings("UnnecessaryNullCheck")
  void close() {
    if (screen != null) {
      screen.close();
    }
    if (service != null) {
      service.close();
    }
  }

  @Test
  @Order(1)
  void setup_withTheCodeOfTheLog_leadsToTheQueue() throws Exception {
    page.get(service.url("/desk/setup"));
    screen.shown("#set-up");
    screen.picture("setup");
    screen.type("[name='code']", "WRONG-CODE");
    screen.type("[name='username']", "sato");
    screen.type("[name='name']", "Sato");
    screen.type("[name='new-password']", PASSWORD);
    screen.type("[name='repeat']", PASSWORD + Keys.ENTER);
    screen.await(() -> !screen.shown("#set-up .error").getText().isEmpty());
    assertThat(screen.violations()).isEmpty();

    screen.type("[name='code']", code() + Keys.ENTER);

    screen.shown(".items .empty .hint");
    assertThat(page.getCurrentUrl()).endsWith("#/queue");
    screen.picture("queue-empty");
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
    screen.shown("[data-action='log-out']").click();
    screen.type("[name='username']", "sato");
    screen.type("[name='password']", "not the password" + Keys.ENTER);
    screen.await(() -> !screen.shown("#log-in .error").getText().isEmpty());
    screen.picture("log-in-wrong");
    assertThat(screen.violations()).isEmpty();

    screen.type("[name='password']", PASSWORD + Keys.ENTER);

    screen.shown(".items .empty");
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

    screen.await(() -> page.getTitle().startsWith("(1)"));
    assertThat(screen.shown(".item .item-words").getText()).contains("<b>anywhere</b>");
    assertThat(screen.shown(".desk-nav a[href='#/queue'] .badge").getText()).isEqualTo("1");
    screen.picture("queue");
    assertThat(screen.violations()).isEmpty();
  }

  @Test
  @Order(4)
  void conversation_claimedAndAnsweredWithTheKeyboard_reachesTheCustomer() throws Exception {
    screen.shown("a.item").sendKeys(Keys.ENTER);
    screen.await(() -> page.findElements(By.cssSelector(".talk-row")).size() > 5);
    assertThat(screen.shown(".known").getText()).contains("Outlook 2016", "Steps done");
    screen.picture("conversation");
    assertThat(screen.violations()).isEmpty();

    screen.shown("[data-action='claim']").sendKeys(Keys.ENTER);
    screen.shown("[data-action='hand-back']");
    WebElement message = screen.shown("#desk-message");
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

    screen.await(
        () -> screen.shown(".talk-row.by-agent").getText().contains("It is on the last tab."));
    assertThat(rows().toString()).contains("It is on the last tab.\\nSato");
    assertThat(message.getDomProperty("value")).isEmpty();
    page.findElements(By.cssSelector(".segments label")).get(1).click();
    screen.shown("#desk-message").sendKeys("Called back at ten", Keys.ENTER);
    screen.await(() -> screen.shown(".type-note").getText().contains("Called back"));
    assertThat(rows().toString()).doesNotContain("Called back");
    say("Found it!");
    screen.await(() -> screen.shown(".talk-log").getText().contains("Found it!"));
    screen.picture("conversation-claimed");
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

    screen.await(() -> screen.shown(".holder").getText().contains("Mori"));
    screen.shown("[data-action='take-over']").click();
    screen.shown("[data-action='hand-back']").click();
    screen.shown("dialog.sheet button[value='go']").sendKeys(Keys.ENTER);
    screen.shown("[data-action='claim']");

    screen.await(() -> !view().path("withAgent").asBoolean());
  }

  @Test
  @Order(6)
  void keys_claimWriteAndTell_butNotWhileSomethingIsWritten() {
    page.get(service.url("/desk#/open"));
    screen.shown("a.item");
    key("j");
    screen.await(
        () -> (Boolean) page.executeScript("return document.activeElement.matches('a.item')"));
    key("?");
    assertThat(screen.shown("dialog.sheet").getText()).contains("canned reply");
    screen.picture("keys");
    assertThat(screen.violations()).isEmpty();
    key("c");
    screen.shown("dialog.sheet button").click();

    page.get(service.url("/desk#/conversation/" + customer));
    screen.shown("[data-action='claim']");
    page.executeScript(
        """
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'c', isComposing: true, bubbles: true }));
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'c', ctrlKey: true, bubbles: true }));
        """);
    screen.shown("[data-action='claim']");
    key("r");
    WebElement message = screen.shown("#desk-message");
    message.sendKeys("cjn?");
    assertThat(message.getDomProperty("value")).isEqualTo("cjn?");
    assertThat(page.findElements(By.cssSelector("dialog[open]"))).isEmpty();
    message.clear();
    page.executeScript("document.activeElement.blur()");
    key("c");
    screen.shown("[data-action='solve']");
  }

  @Test
  @Order(7)
  void reply_thatIsReady_isFilledInAndSentInTheCustomersLanguage() throws Exception {
    page.executeScript("document.activeElement.blur()");
    key("/");
    WebElement message = screen.shown("#desk-message");
    message.sendKeys("hel");
    screen.shown("#canned [role='option']");
    screen.picture("canned");
    assertThat(screen.violations()).isEmpty();
    message.sendKeys(Keys.BACK_SPACE); // whatever looked elsewhere has closed the list
    screen.shown("#canned [role='option']");
    message.sendKeys(Keys.ENTER);
    assertThat(message.getDomProperty("value")).startsWith("Hello").contains("Sato");
    message.sendKeys(Keys.ENTER);
    screen.await(() -> rows().toString().contains("I'm taking over from here"));

    message.sendKeys("About {ticket}", Keys.ENTER);
    screen.await(() -> screen.shown(".talk-composer .error").getText().contains("{ticket}"));
    message.clear();

    for (String asks : List.of("pass-on", "solve", "hand-back")) {
      screen.shown("[data-action='" + asks + "']").click();
      screen.shown("dialog[open]");
      screen.picture("dialog-" + asks);
      assertThat(screen.violations()).as(asks).isEmpty();
      new Actions(page).sendKeys(Keys.ESCAPE).perform();
      screen.await(() -> page.findElements(By.cssSelector("dialog[open]")).isEmpty());
    }
    screen.shown("[data-action='send-step']").click();
    screen.shown("dialog .pick-steps input").click();
    screen.picture("send-step");
    assertThat(screen.violations()).isEmpty();
    screen.shown("dialog button[value='go']").click();
    screen.await(() -> !page.findElements(By.cssSelector(".by-agent.type-step")).isEmpty());
    screen.size(360, 740);
    screen.fits("conversation-mine", "light", 360);
    screen.size(1400, 900);
    screen.shown("[data-action='hand-back']").click();
    screen.shown("dialog.sheet button[value='go']").click();
    screen.shown("[data-action='claim']");
    page.get(service.url("/desk#/search/" + "text%3Danywhere"));
    screen.shown("a.item[data-id='" + customer + "']");
    screen.fits("search", "light", 1400);
  }

  private void key(String key) {
    new Actions(page).sendKeys(key).perform();
  }

  @Test
  @Order(8)
  void ticket_commentedAndClosed_asksTheCustomer() throws Exception {
    choose("decline");
    screen.await(() -> !view().path("ticket").isNull());
    screen.shown(".desk-nav a[href='#/tickets']").click();
    screen.shown("a.item").click();
    screen.shown("#comment");
    screen.picture("ticket");
    assertThat(screen.violations()).isEmpty();
    screen.type("[name='comment']", "Port 587 it is");
    screen.shown("#comment button").click();
    screen.await(() -> screen.shown(".comments").getText().contains("Port 587 it is"));
    screen.await(() -> rows().toString().contains("Port 587 it is"));

    page.executeScript("scrollTo(0, 0)");
    screen.shown("[data-action='close']").click();
    screen.type("dialog textarea", "Settings mended");
    screen.picture("ticket-close");
    screen.shown("dialog button[type='submit']").click();

    screen.shown("[data-action='reopen']");
    screen.await(() -> rows().toString().contains("Settings mended"));
    screen.await(() -> rows().toString().contains("still-fails"));
    screen.size(360, 740);
    screen.fits("ticket-closed", "light", 360);
    screen.size(1400, 900);
    screen.fits("ticket-closed", "light", 1400);
  }

  @Test
  @Order(9)
  void agents_invited_getALinkThatIsShownOnce() {
    screen.shown(".desk-nav a[href='#/agents']").click();
    screen.type("[name='login']", "abe");
    screen.type("[name='agent-name']", "Abe");
    screen.shown("#invite button[type='submit']").click();
    String link = screen.shown("dialog .code").getText();
    screen.picture("agents-code");
    assertThat(screen.violations()).isEmpty();
    screen.shown("dialog .button.primary").click();
    screen.shown("[data-login='abe']");
    screen.size(360, 740);
    screen.fits("agents", "light", 360);
    screen.size(1400, 900);
    screen.picture("agents");

    screen.shown(".desk-nav a[href='#/audit']").click();
    screen.await(() -> screen.shown(".audit").getText().contains("Invited abe"));
    for (int width : new int[] {360, 1400}) {
      screen.size(width, width < 600 ? 740 : 900);
      screen.fits("audit", "light", width);
    }

    screen.shown("[data-action='log-out']").click();
    screen.shown("#log-in");
    page.get(link);
    screen.type("[name='new-password']", PASSWORD);
    screen.type("[name='repeat']", PASSWORD + Keys.ENTER);
    screen.await(() -> screen.shown(".desk-me").getText().contains("Abe"));
    assertThat(page.findElements(By.cssSelector(".desk-nav a[href='#/agents']"))).isEmpty();
  }

  @Test
  @Order(10)
  void session_endedElsewhere_asksForTheLoginAndKeepsWhatWasWritten() throws Exception {
    page.get(service.url("/desk#/conversation/" + customer));
    page.navigate().refresh();
    screen.shown("#desk-message").sendKeys("half an answ");
    DeskBrowser admin = new DeskBrowser(service.url(""), null);
    admin.ask("POST", "/session", Map.of("login", "sato", "password", PASSWORD));
    admin.ask("PATCH", "/agents/abe", Map.of("disabled", true));
    screen.shown("#log-in");
    screen.picture("session-ended");
    admin.ask("PATCH", "/agents/abe", Map.of("disabled", false));

    screen.type("[name='username']", "abe");
    screen.type("[name='password']", PASSWORD + Keys.ENTER);

    screen.await(
        () -> "half an answ".equals(screen.shown("#desk-message").getDomProperty("value")));
  }

  @Test
  @Order(11)
  void page_narrowDarkAndInJapanese_fitsAndIsReadable() {
    screen.shown("[data-language='ja']").click();
    for (String scheme : List.of("light", "dark")) {
      screen.media(scheme);
      for (int width : new int[] {360, 1400}) {
        screen.size(width, width < 600 ? 740 : 900);
        for (String view :
            List.of("queue", "open", "search", "tickets", "letters", "replies", "account")) {
          page.get(service.url("/desk#/" + view));
          screen.shown("main h1");
          screen.await(
              () ->
                  page.findElements(By.cssSelector(".items")).isEmpty()
                      || !screen.shown(".items").getText().contains("読み込み中"));
          screen.fits(view, scheme, width);
        }
        page.get(service.url("/desk#/conversation/" + customer));
        screen.shown(".talk-row");
        screen.fits("conversation", scheme, width);
      }
    }
    assertThat(screen.noise()).isEmpty();
  }

  @Test
  @Order(12)
  void passkey_addedAtTheDesk_letsInWithoutANameOrAPassword() throws Exception {
    screen.size(1400, 900);
    screen.media("light");
    screen.shown("[data-language='en']").click();
    screen.shown("[data-action='log-out']").click();
    page.addVirtualAuthenticator(
        new VirtualAuthenticatorOptions()
            .setProtocol(VirtualAuthenticatorOptions.Protocol.CTAP2)
            .setTransport(VirtualAuthenticatorOptions.Transport.INTERNAL)
            .setHasResidentKey(true)
            .setHasUserVerification(true)
            .setIsUserVerified(true));
    String desk = "http://localhost:" + service.port() + "/desk";
    page.get(desk);
    screen.type("[name='username']", "abe");
    screen.type("[name='password']", PASSWORD + Keys.ENTER);
    screen.shown(".desk-me").click();
    screen.type("[name='label']", "Laptop" + Keys.ENTER);
    screen.await(() -> screen.shown(".passkeys").getText().contains("Laptop"));
    screen.type("[name='label']", "Laptop again" + Keys.ENTER);
    screen.await(() -> screen.shown("#add-passkey .error").getText().contains("has a passkey"));
    screen.size(360, 740);
    screen.fits("passkeys", "light", 360);
    screen.size(1400, 900);
    screen.fits("passkeys", "light", 1400);

    screen.shown("[data-action='log-out']").click();
    screen.size(360, 740);
    screen.shown("[data-action='passkey']");
    screen.fits("log-in", "light", 360);
    screen.size(1400, 900);
    screen.shown("[data-action='passkey']").sendKeys(Keys.ENTER);
    screen.await(() -> screen.shown(".desk-me").getText().contains("Abe"));

    DeskBrowser admin = new DeskBrowser(service.url(""), null);
    admin.ask("POST", "/session", Map.of("login", "sato", "password", PASSWORD));
    admin.ask("PATCH", "/agents/abe", Map.of("disabled", true));
    screen.shown("[data-action='passkey']").click();
    screen.await(() -> screen.shown(".door .error").getText().contains("administrator"));
    screen.picture("passkey-refused");
    assertThat(screen.violations()).isEmpty();
    admin.ask("PATCH", "/agents/abe", Map.of("disabled", false));
    screen.shown("[data-action='passkey']").click();
    screen.shown(".desk-me").click();

    screen.shown("[data-action='remove']").click();
    screen.picture("passkey-remove");
    assertThat(screen.violations()).isEmpty();
    screen.shown("dialog.sheet button[value='go']").sendKeys(Keys.ENTER);
    screen.shown("#log-in");
    screen.shown("[data-action='passkey']").click();
    screen.await(() -> screen.shown(".door .error").getText().contains("administrator"));
    assertThat(screen.noise()).isEmpty();
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
}
