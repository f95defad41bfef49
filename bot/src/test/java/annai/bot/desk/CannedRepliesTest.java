package annai.bot.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annai.bot.conversation.Shipped;
import annai.bot.desk.AgentPresence.Presence;
import annai.bot.desk.CannedReplies.Owner;
import annai.bot.desk.CannedReplies.Ready;
import annai.bot.store.Database;
import annai.bot.store.TestDatabases;
import annai.bot.wording.CannedTexts;
import annai.knowledge.Language;
import annai.knowledge.LocalizedText;
import annai.knowledge.authoring.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CannedRepliesTest {

  private static final LocalizedText SHIPPED = LocalizedText.of("標準", "shipped");
  private static final LocalizedText OURS = LocalizedText.of("全員", "ours");
  private static final LocalizedText MINE = LocalizedText.of("自分", "mine");

  private final SettableClock clock = new SettableClock();

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void of_sameShortcut_ownComesBeforeEverybodysBeforeShipped(TestDatabases kind) {
    try (Database database = kind.open()) {
      CannedReplies replies = new CannedReplies(database, Map.of("hello", SHIPPED), clock);
      assertThat(replies.of("mori")).containsExactly(new Ready("hello", Owner.SHIPPED, SHIPPED));

      replies.put("", "hello", MINE);
      replies.put("", "hello", OURS);
      replies.put("mori", "hello", MINE);

      assertThat(replies.of("mori")).containsExactly(new Ready("hello", Owner.MINE, MINE));
      assertThat(replies.of("sato")).containsExactly(new Ready("hello", Owner.EVERYBODY, OURS));
      assertThat(replies.remove("mori", "hello")).isTrue();
      assertThat(replies.remove("mori", "hello")).isFalse();
      assertThat(replies.of("mori")).containsExactly(new Ready("hello", Owner.EVERYBODY, OURS));
      for (int i = 0; i < CannedReplies.MOST; i++) {
        assertThat(replies.put("mori", "n" + i, MINE)).isTrue();
      }
      assertThat(replies.put("mori", "one-more", MINE)).isFalse();
      assertThat(replies.put("mori", "n7", OURS)).as("one that is there").isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void agent_isOnlineWhileActing_awayWhileThePageAsks_andThenOffline(TestDatabases kind) {
    try (Database database = kind.open()) {
      AgentAccounts accounts = new AgentAccounts(database, clock);
      accounts.setUp(accounts.drawSetupCode().orElseThrow(), "sato", "佐藤", "correct horse battery");
      AgentPresence presence = new AgentPresence(database, clock);
      assertThat(presence.all()).isEmpty();

      presence.seen("sato", true);
      assertThat(presence.all()).containsEntry("sato", Presence.ONLINE);
      for (int i = 0; i < 6; i++) {
        clock.advance(Duration.ofSeconds(60));
        presence.seen("sato", false);
      }
      assertThat(presence.all()).containsEntry("sato", Presence.AWAY);
      presence.seen("sato", true);
      assertThat(new AgentPresence(database, clock).all()).containsEntry("sato", Presence.ONLINE);
      clock.advance(Duration.ofSeconds(200));
      assertThat(presence.all()).containsEntry("sato", Presence.OFFLINE);
    }
  }

  @Test
  void shipped_areFilledAndKeepWhatIsNotKnown() {
    Map<String, LocalizedText> shipped =
        CannedTexts.load(Shipped.CONFIG.resolve("canned-replies.yml"));

    assertThat(shipped).hasSizeGreaterThan(5);
    String hello =
        CannedTexts.filled(
            "Hello {customer}, {agent}: {ticket}", Map.of("customer", "A$1", "agent", "佐藤"));
    assertThat(hello).isEqualTo("Hello A$1, 佐藤: {ticket}");
    shipped.forEach((shortcut, text) -> assertThat(text.in(Language.EN)).as(shortcut).isNotBlank());
  }

  @Test
  void load_faults_areToldAllAtOnce(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("canned-replies.yml");
    Files.writeString(
        file,
        """
        Hello: { ja: "a", en: "a" }
        one: { ja: "a" }
        two: { ja: "{nobody}", en: "a" }
        """);

    assertThat(CannedTexts.load(folder.resolve("none.yml"))).isEmpty();
    assertThatThrownBy(() -> CannedTexts.load(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("'Hello' is no shortcut")
        .hasMessageContaining("'en' is missing")
        .hasMessageContaining("'{nobody}'");
  }
}
