package annai.bot.web.desk;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.Chromium;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The desk's page in a real browser. The system property {@code annai.pictures} names a folder for
 * pictures of what was seen.
 */
record DeskScreen(ChromeDriver driver) implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Skips the test where Debian's chromium isn't installed. */
  static void assumeBrowser() {
    Chromium.assumeInstalled();
  }

  /** In English, light, 1400 wide. */
  static DeskScreen open() {
    DeskScreen screen = new DeskScreen(Chromium.open("en"));
    screen.size(1400, 900);
    screen.media("light");
    return screen;
  }

  void size(int width, int height) {
    Chromium.size(driver, width, height);
  }

  /** Sets the colours, "light" or "dark". */
  void media(String scheme) {
    Chromium.scheme(driver, scheme);
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
    return Chromium.violations(driver);
  }

  /** What the browser complained of, but for refusals that the tests provoked. */
  List<String> noise() {
    return driver.manage().logs().get("browser").getAll().stream()
        .map(Object::toString)
        .filter(line -> line.contains("SEVERE") && !line.contains("the server responded with"))
        .toList();
  }

  void picture(String name) {
    Chromium.picture(driver, name);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
