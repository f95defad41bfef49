package annai.connectors.ticket.redmine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import annai.connectors.ticket.RequestPace;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystem.Audience;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import annai.connectors.ticket.jira.StrangeTexts;
import annai.connectors.webhook.TicketHint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The contract, and what only a real Redmine can tell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class RedmineContractIT implements RedmineContract {

  private static final Pattern SHOWN =
      Pattern.compile("(?s)<div id=\"journal-\\d+-notes\" class=\"wiki\">(.*?)</div>");
  private static final Pattern TAG = Pattern.compile("<(/?[a-z0-9]+)[^>]*>");
  private static final Pattern ENTITY = Pattern.compile("&(#\\d+|[a-z]+);");

  /** What people do, in Redmine's own words; it ends with its standard input. */
  private static final String CHANGES =
      """
      me = User.find(1)
      issue = Issue.create!(
        project: Project.find('helpdesk'), tracker: Tracker.first, author: me, subject: 'by phone',
        status: IssueStatus.first, priority: IssuePriority.first,
        description: "text\\n\\nannai-0123456789abcdef0123"
      )
      noted = ->(text) { Issue.find(issue.id).tap { |one| one.init_journal(me, text) } }
      noted.call('public').save!
      noted.call('private').tap { |one| one.private_notes = true }.save!
      noted.call('').tap { |one| one.subject = 'by mail' }.save!
      puts issue.id
      $stdout.flush
      $stdin.read
      """;

  private RedmineLab lab;
  private TicketSystem system;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    lab = RedmineLab.start();
    system = system(lab.key(), Map.of("request-tracker", "Support"));
  }

  @AfterAll
  void stop() throws IOException, InterruptedException {
    if (lab != null) {
      lab.stop();
    }
  }

  @Override
  public TicketSystem system() {
    return system;
  }

  private TicketSystem system(String key, Map<String, String> more) {
    return RedmineContract.system(lab.url(), key, more, RequestPace.UNLIMITED);
  }

  @Override
  public JsonNode raw(TicketRef ref) {
    try {
      return lab.get(
              "/issues/" + ref.key() + ".json?include=journals,attachments,watchers,relations")
          .path("issue");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TicketDraft draft() {
    return RedmineContract.draft(TicketDraft.Kind.REQUEST);
  }

  /** A new account with one of Redmine's own roles; answers its key. */
  private String account(String role) throws IOException, InterruptedException {
    String login = "annai-" + UUID.randomUUID().toString().substring(0, 8);
    long user =
        lab.post(
                "/users.json",
                """
                {"user": {"login": "%1$s", "firstname": "Annai", "lastname": "%2$s",
                  "mail": "%1$s@example.net", "password": "%1$s-secret"}}
                """
                    .formatted(login, role))
            .path("user")
            .path("id")
            .asLong();
    long number =
        lab.get("/roles.json")
            .path("roles")
            .valueStream()
            .filter(one -> one.path("name").asString("").equals(role))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asLong();
    JsonNode _ =
        lab.post(
            "/projects/helpdesk/memberships.json",
            "{\"membership\": {\"user_id\": %d, \"role_ids\": [%d]}}".formatted(user, number));
    return lab.get("/users/" + user + ".json").path("user").path("api_key").asString("");
  }

  @Test
  void everything_ofTheSettings_isFiled() throws IOException, InterruptedException {
    String watcher = lab.get("/users/current.json").path("user").path("login").asString("");
    TicketSystem filing =
        system(
            lab.key(),
            Map.of(
                "request-tracker", "support",
                "incident-tracker", "Bug",
                "priorities", "P1=Immediate",
                "closed-status", "Rejected",
                "reopened-status", "Feedback",
                "watchers", watcher));
    filing.check();

    TicketRef ref = filing.open(RedmineContract.draft(TicketDraft.Kind.INCIDENT));
    JsonNode issue = raw(ref);

    assertThat(issue.path("tracker").path("name").asString("")).isEqualTo("Bug");
    assertThat(issue.path("priority").path("name").asString("")).isEqualTo("Immediate");
    assertThat(issue.path("watchers").valueStream().map(one -> one.path("id").asLong()))
        .containsExactly(1L);
    assertThat(filing.read(ref).kind()).isEqualTo(TicketDraft.Kind.INCIDENT);
    filing.close(ref, "c", "done");
    assertThat(raw(ref).path("status").path("name").asString("")).isEqualTo("Rejected");
    filing.reopen(ref, "r", "again");
    assertThat(raw(ref).path("status").path("name").asString("")).isEqualTo("Feedback");
  }

  @Test
  void agentsAccount_withTheRightsThatTheReadmeNames_isEnough()
      throws IOException, InterruptedException {
    TicketSystem agent = system(account("Manager"), Map.of());
    agent.check();

    TicketDraft draft = draft();
    TicketRef ref = agent.open(draft);
    agent.comment(ref, "c1", "for agents", Audience.INTERNAL);
    agent.close(ref, "c2", "done");

    Ticket ticket = agent.read(ref);
    assertThat(ticket.comments()).allMatch(Ticket.Comment::ours).hasSize(2);
    assertThat(ticket.comments().getFirst().internal()).isTrue();
    assertThat(ticket.status()).isEqualTo(Ticket.Status.CLOSED);
    assertThat(agent.find(draft.key())).containsExactly(ref);
    assertThat(system.read(ref).comments()).noneMatch(Ticket.Comment::ours);
    assertThat(lab.text("/issues/" + ref.key())).doesNotContain("for agents");
  }

  @Test
  void accountWithTooFewRights_used_isRefusedBeforeANoteGetsPublic()
      throws IOException, InterruptedException {
    TicketSystem reporter = system(account("Reporter"), Map.of());
    TicketRef ref = reporter.open(draft());

    assertKind(Kind.FORBIDDEN, reporter::check);
    assertKind(Kind.FORBIDDEN, () -> reporter.comment(ref, "c1", "for agents", Audience.INTERNAL));
    assertKind(Kind.FORBIDDEN, () -> reporter.close(ref, "c2", "done"));
    assertThat(system.read(ref).comments()).isEmpty();
  }

  @Test
  void wrongKeyAndWrongProject_used_areTold() {
    assertKind(Kind.UNAUTHORIZED, system("wrong", Map.of())::check);
    assertKind(Kind.NOT_FOUND, system(lab.key(), Map.of("project", "nowhere"))::check);
    assertKind(Kind.REJECTED, system(lab.key(), Map.of("request-tracker", "Wish"))::check);
    assertKind(Kind.REJECTED, () -> system(lab.key(), Map.of("watchers", "nobody")).check());
  }

  @Test
  void strangeTexts_commented_readBackEqualAndAreShownAsTyped()
      throws IOException, InterruptedException {
    TicketRef ref = system.open(draft());
    List<String> texts = StrangeTexts.all().filter(text -> !text.isBlank()).limit(60).toList();
    for (String text : texts) {
      system.comment(ref, UUID.randomUUID().toString(), "> " + text + " <", Audience.PUBLIC);
    }

    assertThat(system.read(ref).comments())
        .extracting(Ticket.Comment::text)
        .isEqualTo(texts.stream().map(text -> "> " + text + " <").toList());
    List<String> shown =
        SHOWN.matcher(lab.text("/issues/" + ref.key())).results().map(hit -> hit.group(1)).toList();
    assertThat(shown).hasSameSizeAs(texts);
    for (int i = 0; i < texts.size(); i++) {
      assertThat(visible(shown.get(i)).replaceFirst(" annai-[0-9a-f]{20}$", ""))
          .isEqualTo(
              visible(("> " + texts.get(i) + " <").replace("&", "&amp;").replace("<", "&lt;")));
    }
  }

  @Test
  void addressInAComment_shown_isALinkToIt() throws IOException, InterruptedException {
    String address = "https://chat.example/annai#t=1.eyJ_-x--y_z-.A_bC-_9-";
    TicketRef ref = system.open(draft());

    system.comment(ref, "c1", "Go on at " + address + " please", Audience.PUBLIC);

    assertThat(lab.text("/issues/" + ref.key())).contains("href=\"" + address + "\"");
  }

  @Test
  void issuesChangedInARedmineWithThePlugin_areHintedAtSigned(@TempDir Path folder)
      throws Exception {
    Path plugins = Files.createDirectories(folder.resolve("annai_hook"));
    Path plugin = plugins.resolve("init.rb");
    Path root = Path.of(System.getProperty("annai.root", ".."));
    Files.copy(root.resolve("connectors/examples/redmine/annai_hook/init.rb"), plugin);
    Path script =
        Files.writeString(folder.resolve("changes.rb"), "load '%s'\n".formatted(plugin) + CHANGES);
    for (Path path : List.of(folder, plugins, plugin, script)) {
      assertThat(path.toFile().setReadable(true, false)).isTrue();
      assertThat(path.toFile().setExecutable(true, false)).isTrue();
    }
    try (HookReceiver annai = new HookReceiver()) {
      Process redmine =
          lab.runInRedmine(
              script,
              Map.of("ANNAI_HOOK_URL", annai.url(), "ANNAI_HOOK_SECRET", HookReceiver.SECRET));
      try {
        String number = firstNumber(redmine);
        await().atMost(Duration.ofSeconds(20)).until(() -> annai.hints().size() == 4);

        assertThat(annai.hints())
            .allSatisfy(hint -> assertThat(hint.ticket().key()).isEqualTo(number))
            .allSatisfy(hint -> assertThat(hint.author()).isEqualTo("1"))
            .extracting(TicketHint::kind, TicketHint::internal)
            .containsExactlyInAnyOrder(
                tuple(TicketHint.Kind.CREATED, false),
                tuple(TicketHint.Kind.COMMENTED, false),
                tuple(TicketHint.Kind.COMMENTED, true),
                tuple(TicketHint.Kind.CHANGED, false));
        assertThat(annai.hints().getFirst().ticket().markers())
            .containsExactly("annai-0123456789abcdef0123");
      } finally {
        redmine.destroy();
      }
    }
  }

  private static String firstNumber(Process redmine) throws IOException {
    StringBuilder told = new StringBuilder();
    for (String line = redmine.inputReader().readLine();
        line != null;
        line = redmine.inputReader().readLine()) {
      if (line.matches("\\d+")) {
        return line;
      }
      told.append(line).append('\n');
    }
    throw new AssertionError("Redmine opened no issue: " + told);
  }

  /** What a browser shows of HTML that has no other tags than these, blanks folded. */
  private static String visible(String html) {
    Matcher tags = TAG.matcher(html);
    String text =
        tags.replaceAll(
            tag -> {
              assertThat(tag.group(1).replace("/", "")).isIn("p", "br", "a");
              return tag.group(1).endsWith("a") ? "" : " ";
            });
    String decoded =
        ENTITY
            .matcher(text)
            .replaceAll(entity -> Matcher.quoteReplacement(decoded(entity.group(1))));
    return decoded.replace("\u2060", "").replaceAll("[\\s\u00a0]+", " ").strip();
  }

  private static String decoded(String entity) {
    return switch (entity) {
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      case "nbsp" -> " ";
      default ->
          entity.startsWith("#")
              ? Character.toString(Integer.parseInt(entity.substring(1)))
              : "&" + entity + ";";
    };
  }

  private static void assertKind(Kind kind, Runnable call) {
    assertThatExceptionOfType(TicketSystemException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }
}
