package annai.bot.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.ServiceProcess;
import annai.knowledge.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** The demonstration, as a newcomer plays it; needs Debian's chromium, else it is skipped. */
@NullUnmarked
class DemonstrationIT {

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private ServiceProcess service;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    ChatPage.needsChromium();
    service = new ServiceProcess(folder, 0, Map.of());
  }

  @AfterEach
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void newcomer_playingACustomer_seesTheTicketOpenAndClose() {
    try (ChatPage page = ChatPage.open(service, "/", Language.EN)) {
      page.press("cannot-send");
      page.shown(".evidence.good");
      page.say("Thunderbird");
      send(page, 1);
      page.shown(".evidence.bad");
      page.press("decline");
      page.await("the ticket", () -> panel(page).contains("OLD_SETTINGS"));
      assertThat(panel(page)).contains("MAIL-1", "open", "Thunderbird");

      page.click("label:has(> [name='port'][value='submission'])");
      page.click("label:has(> [name='authentication'][value='true'])");
      takeAllSteps(page);
      send(page, 2);

      page.shown(".ticket .status.closed");
      page.await("the ticket", () -> panel(page).contains("PROVEN"));
      assertThat(panel(page)).contains("closed");
      assertThat(page.view().path("state").asString()).isEqualTo("solved");
      assertThat(page.noise()).isEmpty();
    }
  }

  @Test
  void service_killedInMidConversation_goesOnAtTheSameStepInTheOpenPage()
      throws IOException, InterruptedException {
    try (ChatPage page = ChatPage.open(service, "/chat", Language.JA)) {
      page.press("cannot-send");
      page.say("Outlook 2016 です");
      page.shown(".test-mail .address");
      page.press("skip");
      page.press("done");
      page.awaitCount(".card.step", 2);
      page.shown(".evidence.good");
      String step = page.shown(".card.step").getText();
      List<Long> before = page.seqs();

      service.kill();
      page.await(
          "the notice",
          () -> page.driver().findElement(By.cssSelector(".connection")).isDisplayed());
      page.say("できたよ");
      service = new ServiceProcess(folder, service.port(), Map.of());

      page.awaitCount(".card.step", 3);
      page.await(
          "the notice to go",
          () -> !page.driver().findElement(By.cssSelector(".connection")).isDisplayed());
      assertThat(page.seqs()).startsWith(before.toArray(Long[]::new)).doesNotHaveDuplicates();
      assertThat(page.texts(".card.step").get(1)).isEqualTo(step);
      assertThat(page.texts(".from-customer")).containsOnlyOnce("できたよ");
      assertThat(page.view().path("step").path("n").asInt()).isEqualTo(3);
    }
  }

  private static void takeAllSteps(ChatPage page) {
    int steps = 1;
    while (page.count(".test-mail .address") < 2) {
      int expected = steps;
      page.await(
          "step " + expected,
          () -> page.count(".card.step") >= expected || page.count(".test-mail .address") == 2);
      if (page.count(".test-mail .address") < 2) {
        page.press("done");
        steps++;
      }
    }
  }

  /** The pretend mail client takes the address from the chat. */
  private static void send(ChatPage page, int nth) {
    page.awaitCount(".test-mail .address", nth);
    String address = page.shown(".test-mail .address").getText();
    page.await(
        "the address",
        () -> address.equals(page.driver().findElement(By.id("mail-to")).getDomProperty("value")));
    page.click(".mail-form button[type='submit']");
  }

  private static String panel(ChatPage page) {
    return page.driver().findElement(By.cssSelector(".ticket-body")).getText();
  }
}
