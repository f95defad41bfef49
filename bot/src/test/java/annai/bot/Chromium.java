package annai.bot;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Debian's chromium, as the tests of the pages use it. */
public final class Chromium {

  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private Chromium() {}

  /** Skips the test where it isn't installed. */
  public static void assumeInstalled() {
    assumeTrue(
        Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER),
        "The browser tests need Debian's chromium and chromium-driver");
  }

  /** A new one without a window, which asks for pages in that language and for nothing else. */
  public static ChromeDriver open(String language) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER.toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--mute-audio",
        "--disable-extensions",
        "--disable-sync",
        "--disable-component-update",
        "--disable-background-networking",
        "--window-size=1280,800");
    options.setExperimentalOption("prefs", Map.of("intl.accept_languages", language));
    return new ChromeDriver(
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(), options);
  }

  /** Less than 600 pixels wide it is a phone. */
  public static void size(ChromeDriver page, int width, int height) {
    page.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** Sets the colours, "light" or "dark"; nothing moves. */
  public static void scheme(ChromeDriver page, String scheme) {
    page.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            "",
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** What is against any rule of axe-core, however small. */
  public static List<String> violations(ChromeDriver page) {
    return new AxeBuilder()
        .analyze(page).getViolations().stream()
            .map(rule -> rule.getId() + " " + rule.getNodes().getFirst().getHtml())
            .toList();
  }

  /** Keeps what is seen in the folder that the system property {@code annai.pictures} names. */
  public static void picture(ChromeDriver page, String name) {
    @Nullable String wanted = System.getProperty("annai.pictures");
    if (wanted != null) {
      try {
        Path to = Files.createDirectories(Path.of(wanted)).resolve(name + ".png");
        Files.write(to, page.getScreenshotAs(OutputType.BYTES));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
