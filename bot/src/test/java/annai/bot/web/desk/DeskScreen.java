package annai.bot.web.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The desk's page in a real browser. The system property {@code annai.pictures} names a folder for
 * pictures of what was seen.
 */
record DeskScreen(ChromeDriver driver) implements AutoCloseable {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Skips the test where Debian's chromium isn't installed. */
  static void assumeBrowser() {
    assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        "The browser tests need Debian's chromium and chromium-driver");
  }

  /** In English, light, 1400 wide. */
  static DeskScreen open() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toString());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    options.setExperimentalOption("prefs", Map.of("intl.accept_languages", "en"));
    DeskScreen screen =
        new DeskScreen(
            new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
                options));
    screen.size(1400, 900);
    screen.media("light");
    return screen;
  }

  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** Sets the colours, "light" or "dark". */
  void media(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  void type(String selector, CharSequence text) {
    WebElement input = shown(selector);
    input.clear();
    input.sendKeys(text);
  }

  /** The last element of these, once one is seen. */
  WebElement shown(String selector) {
    await(
        () ->
            driver.findElements(By.cssSelector(selector)).stream()
                .anyMatch(WebElement::isDisplayed));
    return driver.findElements(By.cssSelector(selector)).getLast();
  }

  void await(Callable<Boolean> condition) {
    new WebDriverWait(driver, PATIENCE)
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

  /** Nothing is wider than the window or against the rules of accessibility. */
  void fits(String view, String scheme, int width) {
    picture("%s-%s-%d".formatted(view, scheme, width));
    Object wide = driver.executeScript("return document.scrollingElement.scrollWidth");
    assertThat((Long) wide).as("how wide '%s' is", view).isLessThanOrEqualTo(width);
    assertThat(violations()).as("%s %s %d", view, scheme, width).isEmpty();
  }

  /** What is against any rule of axe-core, however small. */
  List<String> violations() {
    return new AxeBuilder()
        .analyze(driver).getViolations().stream()
            .map(rule -> rule.getId() + " " + rule.getNodes().getFirst().getHtml())
            .toList();
  }

  /** What the browser complained of, but for refusals that the tests provoked. */
  List<String> noise() {
    return driver.manage().logs().get("browser").getAll().stream()
        .map(Object::toString)
        .filter(line -> line.contains("SEVERE") && !line.contains("the server responded with"))
        .toList();
  }

  void picture(String name) {
    @Nullable String wanted = System.getProperty("annai.pictures");
    if (wanted != null) {
      try {
        Path to = Files.createDirectories(Path.of(wanted)).resolve(name + ".png");
        Files.write(to, driver.getScreenshotAs(OutputType.BYTES));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
