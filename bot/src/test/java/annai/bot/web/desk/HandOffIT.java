package annai.bot.web.desk;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.ServiceProcess;
import annai.bot.attachments.SampleFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * A customer, in Japanese, and an agent, in English, side by side in two browsers through a whole
 * hand-off. Skipped where Debian's chromium isn't installed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class HandOffIT {

  private static final String SECRET_NOTE = "Line looks shaky, be patient";

  private Path folder;
  private ServiceProcess service;
  private DeskScreen customer;
  private DeskScreen agent;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    DeskScreen.assumeBrowser();
    folder = temporary;
    service = new ServiceProcess(folder, 0, Map.of());
    Matcher code = Pattern.compile("/desk/setup and enter the code (\\S+)").matcher(service.log());
    assertThat(code.find()).isTrue();
    DeskBrowser sato = new DeskBrowser(service.url(""), null);
    sato.ask(
        "POST",
        "/setup",
        Map.of(
            "code", code.group(1), "login", "sato", "name", "Sato", "password", "correct horse"));
    customer = DeskScreen.open();
    agent = DeskScreen.open();
    agent.driver().get(service.url("/openapi"));
    for (String cookie : List.of("annai-desk", "annai-desk-csrf")) {
      agent.driver().manage().addCookie(new Cookie(cookie, sato.cookie(cookie).orElseThrow()));
    }
    customer.size(390, 844);
  }

  @AfterAll
  @SuppressWarnings("UnnecessaryNullCheck") // an assumption may end the start before they are there
  void close() {
    for (DeskScreen screen : new DeskScreen[] {customer, agent}) {
      if (screen != null) {
        screen.close();
      }
    }
    if (service != null) {
      service.close();
    }
  }

  @Test
  void customerAndAgent_sideBySide_goThroughAWholeHandOff() throws Exception {
    agent.driver().get(service.url("/desk#/queue"));
    agent.shown(".items .empty");
    customer.driver().get(service.url("/chat?language=ja"));
    choose("cannot-send");
    choose("os:windows");
    choose("mail-client:outlook-2016");
    choose("skip");
    choose("done");
    customer.shown("[data-action='person']").click();
    customer.await(() -> transcript().contains("担当者"));
    seen(customer, "waiting");

    agent.await(() -> agent.driver().getTitle().startsWith("(1)"));
    agent.shown("a.item").sendKeys(Keys.ENTER);
    agent.shown("[data-action='claim']").sendKeys(Keys.ENTER);
    agent.shown("[data-action='hand-back']");
    customer.await(() -> transcript().contains("ここからはSatoが対応します"));

    talk();
    file();
    stepAndProbe();
    backToTheBot();
  }

  private void talk() {
    By rowsOfTheBot = By.cssSelector(".from-bot:not(.choices)");
    int before = customer.driver().findElements(rowsOfTheBot).size();
    write("こんにちは、佐藤です。");
    customer.await(() -> transcript().contains("こんにちは、佐藤です。"));
    assertThat(customer.shown(".from-agent .speaker").getText()).isEqualTo("Sato");
    tell("設定の画面が見つかりません");
    agent.await(() -> agent.shown(".talk-log").getText().contains("設定の画面が見つかりません"));
    agent.driver().findElements(By.cssSelector(".segments label")).get(1).click();
    write(SECRET_NOTE);
    agent.await(() -> agent.shown(".type-note").getText().contains(SECRET_NOTE));
    tell("はい");
    agent.await(() -> agent.shown(".talk-log").getText().contains("はい"));
    agent.driver().findElements(By.cssSelector(".segments label")).getFirst().click();

    assertThat(customer.driver().findElements(rowsOfTheBot)).hasSize(before);
    seen(customer, "talking-customer");
    seen(agent, "talking-agent");
  }

  private void file() throws Exception {
    Path picture = folder.resolve("画面.png");
    Files.write(picture, SampleFiles.picture("png", 40, 30));
    customer
        .driver()
        .findElement(By.cssSelector("input[type='file'][multiple]"))
        .sendKeys(picture.toString());

    customer.shown(".file img.thumbnail[src^='blob:']");
    agent.shown(".talk-log .file img.thumbnail[src^='blob:']");
    assertThat(agent.shown(".talk-log .file .file-name").getText()).isEqualTo("画面.png");
    seen(customer, "file-customer");
    seen(agent, "file-agent");
  }

  private void stepAndProbe() {
    agent.shown("[data-action='send-step']").click();
    agent.shown("dialog .pick-steps input").click();
    agent.shown("dialog button[value='go']").click();
    customer.shown(".from-agent .card.step, .from-agent.card.step");
    int stages = customer.driver().findElements(By.cssSelector(".probe .stage")).size();

    agent.shown("[data-action='probe']").click();

    agent.shown(".talk-log .type-evidence, .talk-log [data-type='probe-stage']");
    assertThat(customer.driver().findElements(By.cssSelector(".probe .stage"))).hasSize(stages);
    seen(customer, "step-customer");
    seen(agent, "step-agent");
  }

  private void backToTheBot() {
    agent.shown("[data-action='hand-back']").click();
    agent.shown(".pick-steps .pick input");
    List<WebElement> steps = agent.driver().findElements(By.cssSelector(".pick-steps .pick input"));
    assertThat(steps).hasSizeGreaterThan(2);
    steps.getLast().click();
    seen(agent, "hand-back");
    agent.shown("dialog button[value='go']").click();

    agent.shown("[data-action='claim']");
    customer.await(() -> transcript().contains("ここからはまた案内がお手伝いします"));
    choose("done");
    customer.shown(".test-mail");
    choose("skip");
    choose("works-now");
    customer.shown(".ticket .status.closed");
    customer.shown("[data-score='5']").click();
    customer.await(() -> transcript().contains("★★★★★"));

    assertThat(transcript()).doesNotContain(SECRET_NOTE);
    seen(customer, "closed-customer");
    assertThat(customer.noise()).isEmpty();
    assertThat(agent.noise()).isEmpty();
  }

  private void choose(String choice) {
    customer.shown("[data-choice='" + choice + "']").click();
  }

  private void tell(String text) {
    customer.shown("#annai-message").sendKeys(text, Keys.ENTER);
  }

  private void write(String text) {
    agent.shown("#desk-message").sendKeys(text, Keys.ENTER);
  }

  private String transcript() {
    return customer.shown(".transcript").getText();
  }

  private static void seen(DeskScreen screen, String name) {
    screen.picture("hand-off-" + name);
    assertThat(screen.violations()).as(name).isEmpty();
  }
}
