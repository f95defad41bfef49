package annai.bot.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import annai.bot.runtime.Conversations.LoginCheck;
import annai.bot.runtime.Conversations.Started;
import annai.bot.store.DatabaseSettings;
import annai.connectors.probe.Credentials;
import annai.connectors.ticket.InMemoryTicketSystem;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A password that goes through login checks and the chat is nowhere afterwards. */
class CanaryTest {

  private static final String CANARY = "Kanariya7Qx!9";

  @Test
  void canary_triedAndPasted_isNeitherInTheFilesNorInTheLog(@TempDir Path folder)
      throws IOException {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    try (RunningTalk running =
        new RunningTalk(DatabaseSettings.embedded(folder), new InMemoryTicketSystem())) {
      check(running, "accepted@example.jp");
      check(running, "broken@example.jp");
      Started talk = running.conversations.start(null);
      running.say(talk, "a", "パスワードは " + CANARY + " です");
      assertThat(running.rows(talk).toString()).contains("●").doesNotContain(CANARY);
    } finally {
      root.detachAppender(log);
    }
    assertThat(text(log.list)).doesNotContain(CANARY);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(CANARY);
      }
    }
  }

  private static void check(RunningTalk running, String account) {
    Started talk = running.conversations.start(null);
    running.say(talk, "a", "step");
    Credentials credentials = new Credentials(account.toCharArray(), CANARY.toCharArray());
    assertThat(running.conversations.checkLogin(talk.id(), credentials))
        .isInstanceOf(LoginCheck.Accepted.class);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> running.said(talk).contains("ProbeFinished"));
    assertThat(credentials.password()).containsOnly('\0');
  }

  private static String text(List<ILoggingEvent> events) {
    return events.stream()
        .map(
            event ->
                event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                        ? ""
                        : ThrowableProxyUtil.asString(event.getThrowableProxy())))
        .collect(Collectors.joining("\n"));
  }
}
