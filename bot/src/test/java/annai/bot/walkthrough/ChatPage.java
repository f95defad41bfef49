package annai.bot.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.Chromium;
import annai.bot.ServiceProcess;
import annai.knowledge.Language;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The chat in Debian's chromium, as a customer sees and uses it. */
final class ChatPage implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChromeDriver driver;
  private final String url;

  private ChatPage(ChromeDriver driver, String url) {
    this.driver = driver;
    this.url = url;
  }

  static void needsChromium() {
    Chromium.assumeInstalled();
  }

  /** Opens a page of the service in a browser that speaks the language. */
  static ChatPage open(ServiceProcess service, String path, Language language) {
    ChromeDriver driver = Chromium.open(language.tag());
    driver.get(service.url(path));
    return new ChatPage(driver, service.url(""));
  }

  void say(String text) {
    driver.findElement(By.id("annai-message")).sendKeys(text, Keys.ENTER);
  }

  /** Presses the button of a choice as soon as it is offered. */
  void press(String choice) {
    click("[data-choice='" + choice + "']");
  }

  void click(String selector) {
    await(
        selector,
        () -> {
          try {
            shown(selector).click();
            return true;
          } catch (StaleElementReferenceException e) {
            return false;
          }
        });
  }

  /** The last element of this kind, when there is one. */
  WebElement shown(String selector) {
    await(selector, () -> count(selector) > 0);
    return driver.findElements(By.cssSelector(selector)).getLast();
  }

  int count(String selector) {
    return driver.findElements(By.cssSelector(selector)).size();
  }

  void awaitCount(String selector, int count) {
    await(selector + " x" + count, () -> count(selector) >= count);
  }

  void await(String what, BooleanSupplier condition) {
    new WebDriverWait(driver, PATIENCE)
        .withMessage(() -> "Waited for " + what + " in:\n" + transcript())
        .until(_ -> condition.getAsBoolean());
  }

  String transcript() {
    return driver.findElement(By.cssSelector(".transcript")).getText();
  }

  List<String> texts(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList();
  }

  /**
   * The seq of every row on the page that stays, in the order of the page: buttons go when used.
   */
  List<Long> seqs() {
    return driver
        .findElements(By.cssSelector(".transcript [data-seq]:not([data-type='choices'])"))
        .stream()
        .map(row -> Long.valueOf(String.valueOf(row.getDomAttribute("data-seq"))))
        .toList();
  }

  /** What the API says about this conversation, by the right that the page holds. */
  JsonNode view() {
    JsonMapper json = JsonMapper.shared();
    JsonNode right =
        json.readTree(
            String.valueOf(
                driver.executeScript("return localStorage.getItem('annai.conversation')")));
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(url + "/api/v1/conversations/" + right.path("id").asString()))
              .header("Authorization", "Bearer " + right.path("token").asString())
              .build();
      var response = http.send(request, BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      return json.readTree(response.body());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What the browser found wrong. */
  List<String> noise() {
    return driver.manage().logs().get("browser").getAll().stream()
        .map(Object::toString)
        .filter(line -> line.contains("SEVERE"))
        .toList();
  }

  ChromeDriver driver() {
    return driver;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
