package annai.bot.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.ServiceProcess;
import annai.bot.conversation.Shipped;
import annai.bot.desk.BuiltInTicketSystem;
import annai.bot.store.Database;
import annai.bot.store.DatabaseSettings;
import annai.connectors.probe.MailLab;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketRef;
import annai.knowledge.Language;
import annai.knowledge.MailClient;
import annai.knowledge.Procedure;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The main job in a real browser, with a real Postfix as the provider's mail server.
 *
 * <p>From "I can't send" over a test mail with the old settings, every step, and a test mail with
 * the new settings to the closed ticket. By default for some mail clients; {@code -Dannai.walk=all}
 * takes all of them in both languages. Needs the mail lab and Debian's chromium, else it is
 * skipped.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@NullUnmarked
class WalkthroughIT {

  private static final int SHIFT = 5_000;
  private static final int SUBMISSION_PORT = 10_587;
  private static final int HAND_OVER_PORT = 10_325;
  private static final List<String> SOME =
      List.of("outlook-2016 EN", "thunderbird JA", "iphone-mail EN", "windows-live-mail JA");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private final Map<String, Walk> closed = new HashMap<>();
  private MailLab lab;
  private ServiceProcess service;

  /** A way through the conversation. */
  record Walk(MailClient mailClient, Language language, Naming naming) {

    /** By words in one language, by buttons in the other. */
    static Stream<Walk> all() {
      List<MailClient> mailClients = Shipped.LIBRARY.mailClients();
      return Stream.of(Language.values())
          .flatMap(
              language ->
                  mailClients.stream()
                      .map(
                          mailClient -> {
                            boolean even = mailClients.indexOf(mailClient) % 2 == 0;
                            boolean words = even == (language == Language.JA);
                            return new Walk(
                                mailClient, language, words ? Naming.BY_WORDS : Naming.BY_BUTTONS);
                          }));
    }

    @Override
    public String toString() {
      return mailClient.id() + " " + language;
    }
  }

  static Stream<Walk> walks() {
    boolean all = "all".equals(System.getProperty("annai.walk"));
    return Walk.all().filter(walk -> all || SOME.contains(walk.toString()));
  }

  @BeforeAll
  void start() throws Exception {
    ChatPage.needsChromium();
    lab = MailLab.start(SHIFT, "walkthrough");
    lab.interrupt();
    service = new ServiceProcess(folder, 0, settings(lab));
  }

  /** As config/application.yml names them. */
  private static Map<String, String> settings(MailLab lab) {
    Map<String, String> settings = new HashMap<>();
    settings.put("ANNAI_ADDRESS", "127.0.0.1");
    settings.put("ANNAI_MAIL_HOST", "127.0.0.1");
    settings.put("ANNAI_MAIL_PORT", Integer.toString(lab.port(SUBMISSION_PORT)));
    settings.put("ANNAI_MAIL_CERTIFICATE_NAME", "mail.lab.test");
    settings.put("ANNAI_MAIL_TRUST_STORE", lab.trustStore().toString());
    settings.put("ANNAI_TEST_MAIL_PORT", Integer.toString(lab.port(HAND_OVER_PORT)));
    settings.put("ANNAI_TEST_MAIL_DOMAIN", "probe.test");
    settings.put("ANNAI_TEST_MAIL_RELAYS", "127.0.0.25");
    settings.put("ANNAI_TEST_MAIL_NAMES", "mail.lab.test");
    settings.put("ANNAI_PROBE_AGAIN", "2s");
    return settings;
  }

  @AfterAll
  void stop() throws Exception {
    if (service != null) {
      service.close();
    }
    if (lab != null) {
      lab.stop();
    }
  }

  @Test
  @Order(1)
  void outage_reportedByTwoCustomers_isOneIncidentThatClosesWhenItIsOver() throws Exception {
    try (ChatPage first = ChatPage.open(service, "/chat", Language.EN);
        ChatPage second = ChatPage.open(service, "/chat", Language.JA)) {
      for (ChatPage page : List.of(first, second)) {
        page.press("cannot-send");
        assertThat(page.shown(".evidence.bad code").getText()).isEqualTo("CONNECT_REFUSED");
        assertThat(page.view().path("state").asString()).isEqualTo("taking-evidence");
      }
      lab.resume();

      first.await("the news", () -> first.transcript().contains("Our server is well again"));
      second.await("the news", () -> second.transcript().contains("サーバーは元に戻りました"));
      first.press("os:macos");
    }
  }

  @ParameterizedTest
  @MethodSource("walks")
  @Order(2)
  void customer_whoCannotSend_endsWithAClosedTicket(Walk walk) throws Exception {
    try (ChatPage page = ChatPage.open(service, "/chat", walk.language())) {
      page.shown("[data-choice='cannot-send']");
      page.say(walk.language() == Language.JA ? "メールが送れません" : "I can't send mail");
      page.shown(".probe [data-stage='quit'].ok");
      page.shown(".evidence.good");
      walk.naming().name(page, walk.mailClient(), walk.language());

      new LabMailClient(lab).sendWithOldSettings(invitation(page, 1));
      assertThat(page.shown(".evidence.bad code").getText()).isEqualTo("OLD_SETTINGS");
      page.say(LabMailClient.ADDRESS);
      page.shown(".ticket .status.open");
      takeAllSteps(page, walk.mailClient());
      new LabMailClient(lab).sendWithNewSettings(invitation(page, 2));

      page.shown(".ticket .status.closed");
      assertThat(page.texts(".evidence code")).endsWith("OLD_SETTINGS", "PROVEN");
      assertThat(page.noise()).isEmpty();
      JsonNode view = page.view();
      assertThat(view.path("state").asString()).isEqualTo("solved");
      assertThat(view.path("mailClient").asString()).isEqualTo(walk.mailClient().id());
      assertThat(view.path("language").asString()).isEqualTo(walk.language().tag());
      assertThat(view.path("ticket").path("open").asBoolean(true)).isFalse();
      assertThat(closed.put(view.path("ticket").path("key").asString(), walk)).isNull();
    }
  }

  private static String invitation(ChatPage page, int nth) {
    page.awaitCount(".test-mail .address", nth);
    return page.shown(".test-mail .address").getText();
  }

  private static void takeAllSteps(ChatPage page, MailClient mailClient) {
    Procedure procedure = Shipped.LIBRARY.procedure(mailClient.id()).orElseThrow();
    int confirm = procedure.confirm().size();
    int check = procedure.checkQuestion().isPresent() ? 1 : 0;
    int change = procedure.change().size();
    for (int card = 1; card <= confirm + check + change; card++) {
      page.awaitCount(".card.step", card);
      page.press(check == 1 && card == confirm + 1 ? "yes" : "done");
    }
    assertThat(page.count(".card.step")).isEqualTo(confirm + check + change);
    assertThat(page.count(".step-count")).isEqualTo(confirm + change);
  }

  @Test
  @Order(3)
  void tickets_readFromTheDatabase_holdTheEvidence() throws Exception {
    service.close();

    try (Database database = Database.open(DatabaseSettings.embedded(folder.resolve("data")))) {
      assertThat(incidents(database)).containsExactly("CLOSED");
      BuiltInTicketSystem tickets = new BuiltInTicketSystem(database, InstantSource.system());
      closed.forEach(
          (key, walk) -> {
            Ticket ticket = tickets.read(new TicketRef(BuiltInTicketSystem.NAME, key, null));
            assertThat(ticket.status()).isEqualTo(Ticket.Status.CLOSED);
            assertThat(ticket.requester().mailAddress()).isEqualTo(LabMailClient.ADDRESS);
            assertThat(ticket.description())
                .contains("OLD_SETTINGS", walk.mailClient().name().in(Language.JA));
            assertThat(comments(ticket)).contains("PROVEN", LabMailClient.ADDRESS);
          });
    }
  }

  private static List<String> incidents(Database database) {
    return database
        .sql()
        .sql("select is_open from desk_tickets where kind = 'INCIDENT'")
        .query(Boolean.class)
        .list()
        .stream()
        .map(open -> open ? "OPEN" : "CLOSED")
        .toList();
  }

  private static String comments(Ticket ticket) {
    return ticket.comments().stream().map(Ticket.Comment::text).collect(Collectors.joining("\n"));
  }
}
