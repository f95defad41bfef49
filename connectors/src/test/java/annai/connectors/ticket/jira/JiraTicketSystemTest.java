package annai.connectors.ticket.jira;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketMarker;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystem.Audience;
import annai.connectors.ticket.TicketSystem.Capability;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import annai.connectors.ticket.jira.fake.FakeJira;
import annai.connectors.ticket.jira.fake.FakeJira.Site;
import annai.connectors.ticket.jira.fake.Fault;
import annai.connectors.ticket.jira.fake.Flavour;
import annai.connectors.ticket.jira.fake.RandomFaults;
import annai.connectors.ticket.jira.fake.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

class JiraTicketSystemTest {

  @Nested
  class OnCloud extends OnFlavour {
    OnCloud() {
      super(Flavour.CLOUD);
    }
  }

  @Nested
  class OnDataCenter extends OnFlavour {
    OnDataCenter() {
      super(Flavour.DATA_CENTER);
    }
  }

  /** A project of Jira Service Management, where closing takes two transitions. */
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class OnFlavour implements JiraContract {

    private final Flavour flavour;
    private final FakeJira jira;
    private final TicketSystem system;

    OnFlavour(Flavour flavour) {
      this.flavour = flavour;
      this.jira = FakeJira.start(flavour);
      this.system = system(Map.of());
    }

    @AfterAll
    void close() {
      jira.close();
    }

    @AfterEach
    void heal() {
      jira.heal();
    }

    @Override
    public FakeJira jira() {
      return jira;
    }

    @Override
    public TicketSystem system() {
      return system;
    }

    private TicketSystem system(Map<String, String> more) {
      return FakeSite.system(flavour, jira.url(), more);
    }

    private static String key() {
      return UUID.randomUUID() + "/1";
    }

    private TicketRef opened() {
      return system.open(FakeSite.draft(key()));
    }

    @Test
    void draft_opened_carriesItsLabelsAndLeadsToItsPage() {
      String key = key();

      TicketRef ref = system.open(FakeSite.draft(key));

      assertThat(jira.truth(ref.key()).labels())
          .containsExactly("annai", TicketMarker.of(key).token());
      assertThat(ref.url()).hasToString(jira.url() + "/browse/" + ref.key());
    }

    @Test
    void incident_opened_isReadAsOne() {
      TicketRef ref = system.open(FakeSite.draft(key(), TicketDraft.Kind.INCIDENT));

      assertThat(system.read(ref).kind()).isEqualTo(TicketDraft.Kind.INCIDENT);
    }

    @Test
    void settings_ofFiling_areObeyed() {
      TicketSystem filing =
          system(
              Map.of(
                  "project",
                  "10000",
                  "request-type",
                  "Service Request",
                  "incident-type",
                  "10003",
                  "priorities",
                  "P1=Highest, P2=High",
                  "labels",
                  "mail,案内",
                  "fields",
                  "{\"customfield_10051\": \"draft.requester-name\"}",
                  "requester",
                  "field customfield_10050"));

      TicketRef request = filing.open(FakeSite.draft(key()));
      TicketRef incident = filing.open(FakeSite.draft(key(), TicketDraft.Kind.INCIDENT));

      JsonNode fields = jira.raw(request.key()).path("fields");
      assertThat(fields.path("issuetype").path("name").asString("")).isEqualTo("Service Request");
      assertThat(fields.path("priority").path("name").asString("")).isEqualTo("High");
      assertThat(fields.path("customfield_10051").asString("")).isEqualTo("山田 太郎");
      assertThat(fields.path("customfield_10050").asString("")).isEqualTo("taro@example.jp");
      assertThat(jira.truth(request.key()).labels()).contains("mail", "案内");
      assertThat(jira.raw(incident.key()).path("fields").path("issuetype").toString())
          .contains("10003");
      assertThat(filing.read(request).requester().mailAddress()).isEqualTo("taro@example.jp");
    }

    @Test
    void requesterKnownToJira_isTheReporter_othersStandInTheDescription() {
      TicketSystem reporting = system(Map.of("requester", "reporter"));
      TicketDraft draft =
          new TicketDraft(
              key(),
              TicketDraft.Kind.REQUEST,
              TicketDraft.Priority.P3,
              "s",
              "d",
              new TicketDraft.Requester("佐藤 花子", "hanako@example.jp"));

      TicketRef ref = reporting.open(draft);
      TicketRef unknown = reporting.open(FakeSite.draft(key()));

      assertThat(jira.raw(ref.key()).path("fields").path("reporter").toString())
          .contains("hanako@example.jp");
      assertThat(reporting.read(ref).requester()).isEqualTo(draft.requester());
      assertThat(reporting.read(unknown).requester().mailAddress()).isEqualTo("taro@example.jp");
    }

    @Test
    void issueOfAPerson_read_hasThatPersonAsRequesterAndAllItsText() {
      String key = jira.personOpens("電話で受付");

      Ticket ticket = system.read(new TicketRef("jira", key, null));

      assertThat(ticket.summary()).isEqualTo("電話で受付");
      assertThat(ticket.requester().name()).isNotBlank();
      assertThat(ticket.description()).isEmpty();
    }

    @Test
    void personsComments_read_areNotOursAndTellWhatIsInternal() {
      TicketRef ref = opened();
      jira.personComments(ref.key(), "public words", false);
      jira.personComments(ref.key(), "internal words", true);

      List<Ticket.Comment> comments = system.read(ref).comments();

      assertThat(comments).extracting(Ticket.Comment::ours).containsExactly(false, false);
      assertThat(comments).extracting(Ticket.Comment::internal).containsExactly(false, true);
      assertThat(comments).extracting(Ticket.Comment::author).doesNotContain("");
    }

    @Test
    void quotationOfOurComment_byAPerson_isThePersons() {
      TicketRef ref = opened();
      system.comment(ref, "c", "ours", Audience.PUBLIC);
      String marker = TicketMarker.of("c").token();
      jira.personComments(ref.key(), "ours " + marker, false);
      jira.personComments(ref.key(), marker, false);

      assertThat(system.read(ref).comments())
          .extracting(Ticket.Comment::ours)
          .containsExactly(true, false, false);
    }

    @Test
    void manyComments_read_areAllThere() {
      TicketRef ref = opened();
      for (int i = 0; i < 230; i++) {
        jira.personComments(ref.key(), "c" + i, false);
      }
      system.comment(ref, "last", "ours", Audience.PUBLIC);
      system.comment(ref, "last", "ours", Audience.PUBLIC);

      List<Ticket.Comment> comments = system.read(ref).comments();

      assertThat(comments).hasSize(231);
      assertThat(comments.getLast().text()).isEqualTo("ours");
    }

    @Test
    void manyTwins_found_areOldestFirstOverPages() {
      String key = key();
      TicketRef first = system.open(FakeSite.draft(key));
      for (int i = 0; i < 60; i++) {
        system(Map.of()).find("warm-up");
        jira.fault(request -> request.route().startsWith("/search"), empty(), 1);
        system(Map.of()).open(FakeSite.draft(key));
      }

      assertThat(system.find(key)).hasSize(61).first().isEqualTo(first);
    }

    private Fault empty() {
      return new Fault.Answered(
          annai.connectors.ticket.jira.fake.JiraAnswer.json(
              200,
              tools.jackson.databind.json.JsonMapper.builder()
                  .build()
                  .readTree("{\"issues\": [], \"total\": 0, \"isLast\": true}")));
    }

    @Test
    void closing_cutBetweenCommentAndStatus_isCompletedByARepetition() {
      TicketRef ref = opened();
      jira.fault(request -> request.is("POST", "/issue/.*/transitions"), new Fault.Refused(), 1);

      assertKind(() -> system.close(ref, "close", "proven"), Kind.UNCERTAIN);
      system.close(ref, "close", "proven");

      Ticket ticket = system.read(ref);
      assertThat(ticket.status()).isEqualTo(Ticket.Status.CLOSED);
      assertThat(ticket.comments()).hasSize(1);
    }

    @Test
    void closing_cutBetweenTwoTransitions_isCompletedByARepetition() {
      TicketRef ref = opened();
      AtomicInteger moves = new AtomicInteger();
      jira.fault(
          request -> request.is("POST", "/issue/.*/transitions") && moves.incrementAndGet() == 2,
          new Fault.Refused(),
          1);

      assertKind(() -> system.close(ref, "close", "proven"), Kind.UNCERTAIN);
      assertThat(system.read(ref).status()).isEqualTo(Ticket.Status.OPEN);
      system.close(ref, "close", "proven");

      assertThat(system.read(ref).status()).isEqualTo(Ticket.Status.CLOSED);
      assertThat(system.read(ref).comments()).hasSize(1);
    }

    @Test
    void ticketClosedByAPerson_closed_staysAsItIs() {
      TicketRef ref = opened();
      jira.personMoves(ref.key(), "done");

      system.close(ref, "close", "proven");

      assertThat(system.read(ref).comments()).isEmpty();
    }

    @Test
    void lateRepeatedClose_afterAPersonReopened_changesNothing() {
      TicketRef ref = opened();
      system.close(ref, "close", "proven");
      jira.personMoves(ref.key(), "new");

      system.close(ref, "close", "proven");

      assertThat(system.read(ref).status()).isEqualTo(Ticket.Status.OPEN);
    }

    @Test
    void comment_whoseAnswerWasLost_standsOnceAfterARepetition() {
      TicketRef ref = opened();
      jira.fault(request -> request.is("POST", "/issue/.*/comment"), new Fault.Dropped(), 1);

      assertKind(() -> system.comment(ref, "c", "text", Audience.PUBLIC), Kind.UNCERTAIN);
      system.comment(ref, "c", "text", Audience.PUBLIC);

      assertThat(system.read(ref).comments()).hasSize(1);
    }

    @Test
    void issue_whoseAnswerWasLost_isFoundByARepetition() {
      TicketDraft draft = FakeSite.draft(key());
      jira.fault(request -> request.createsIssue(), new Fault.Dropped(), 1);

      assertKind(() -> system.open(draft), Kind.UNCERTAIN);

      assertThat(system.find(draft.key())).containsExactly(system.open(draft));
    }

    @Test
    void twins_merged_areLinked() {
      TicketRef first = opened();
      TicketRef twin = opened();

      system.merge(twin, first);

      assertThat(jira.raw(twin.key()).path("fields").path("issuelinks").toString())
          .contains(first.key(), "Duplicate");
    }

    @Test
    void twins_withoutLinkTypes_areMergedAllTheSame() {
      TicketSystem other = system(Map.of("twin-link", "No such link"));
      TicketRef first = opened();
      TicketRef twin = opened();

      other.merge(twin, first);

      assertThat(system.read(twin).status()).isEqualTo(Ticket.Status.CLOSED);
    }

    @Test
    void restrictedComment_byRole_isInternal() {
      TicketSystem restricted = system(Map.of("internal-comments", "role Administrators"));
      TicketRef ref = opened();

      restricted.comment(ref, "c", "for agents", Audience.INTERNAL);

      assertThat(restricted.read(ref).comments()).singleElement().matches(Ticket.Comment::internal);
      assertThat(restricted.capabilities()).contains(Capability.INTERNAL_COMMENTS);
    }

    @Test
    void internalComments_detected_areThoseOfTheProject() {
      assertThat(system.capabilities()).contains(Capability.INTERNAL_COMMENTS);
      try (FakeJira plain = FakeJira.start(Site.of(flavour).withoutServiceDesk())) {
        TicketSystem without = FakeSite.system(flavour, plain.url(), Map.of());
        assertThat(without.capabilities()).doesNotContain(Capability.INTERNAL_COMMENTS);
        TicketRef ref = without.open(FakeSite.draft(key()));
        assertKind(() -> without.comment(ref, "c", "x", Audience.INTERNAL), Kind.UNSUPPORTED);
      }
    }

    @Test
    void directWorkflow_closed_takesOneTransition() {
      try (FakeJira direct = FakeJira.start(Site.of(flavour).with(Workflow.DIRECT))) {
        TicketSystem there = FakeSite.system(flavour, direct.url(), Map.of());
        TicketRef ref = there.open(FakeSite.draft(key()));

        there.close(ref, "close", "proven");

        assertThat(direct.requests().stream().filter(r -> r.is("POST", "/issue/.*/transitions")))
            .hasSize(1);
      }
    }

    @Test
    void screenThatWantsAResolution_closed_getsIt() {
      try (FakeJira screened = FakeJira.start(Site.of(flavour).with(Workflow.SCREENED))) {
        TicketSystem there = FakeSite.system(flavour, screened.url(), Map.of());
        TicketSystem named =
            FakeSite.system(flavour, screened.url(), Map.of("resolution", "Won't Do"));
        TicketRef first = there.open(FakeSite.draft(key()));
        TicketRef other = there.open(FakeSite.draft(key()));

        there.close(first, "close", "proven");
        named.close(other, "close", "proven");
        there.reopen(first, "reopen", "relapse");

        assertThat(screened.raw(first.key()).path("fields").path("resolution").toString())
            .contains("10000");
        assertThat(screened.raw(other.key()).path("fields").path("resolution").toString())
            .contains("Won't Do");
      }
    }

    @Test
    void everyRequest_waitsForItsTurn() {
      AtomicInteger turns = new AtomicInteger();
      try (FakeJira counted = FakeJira.start(flavour)) {
        TicketSystem paced =
            FakeSite.system(flavour, counted.url(), Map.of(), turns::incrementAndGet);
        TicketRef ref = paced.open(FakeSite.draft(key()));
        paced.comment(ref, "c", "text", Audience.PUBLIC);
        paced.close(ref, "close", "proven");
        paced.read(ref);
        paced.check();

        assertThat(counted.requests()).hasSize(turns.get());
      }
    }

    @Test
    void search_thatLags_makesNoSecondIssue() {
      RandomFaults lagging = new RandomFaults(1, 0, 0, 0, 0, Duration.ZERO, Duration.ofSeconds(30));
      try (FakeJira slow = FakeJira.start(Site.of(flavour).with(lagging))) {
        TicketSystem there = FakeSite.system(flavour, slow.url(), Map.of("search-lag", "30s"));
        TicketDraft draft = FakeSite.draft(key());

        assertThat(there.open(draft)).isEqualTo(there.open(draft));
        assertThat(slow.truth()).hasSize(1);
        assertThat(there.settling()).isEqualTo(Duration.ofSeconds(40));
      }
    }

    @Test
    void longestTexts_written_areCutAndKeepTheirSignature() {
      TicketRef ref = opened();

      system.comment(ref, "c", "*あ* {x} ".repeat(10_000), Audience.PUBLIC);
      system.comment(ref, "c", "again", Audience.PUBLIC);

      assertThat(system.read(ref).comments())
          .singleElement()
          .satisfies(
              comment -> assertThat(comment.text()).startsWith("*あ* {x} *あ*").endsWith("[…]"));
    }

    @Test
    void wrongSettings_checked_areToldInOneSentence() {
      assertThatExceptionOfType(TicketSystemException.class)
          .isThrownBy(() -> system(Map.of("project", "NONE")).check())
          .withMessageContaining("NONE");
      assertThatExceptionOfType(TicketSystemException.class)
          .isThrownBy(() -> system(Map.of("request-type", "Bug")).check())
          .withMessage("Jira's project 'MAIL' has no issue type 'Bug'");
      assertKind(() -> system(Map.of("token", "wrong")).check(), Kind.UNAUTHORIZED);
    }

    @Test
    void keysThatAreNone_used_sendNothing() {
      jira.forgetRequests();
      for (String key : List.of("..", "A/B", "A?x=1", "", "A-1 ", "A%2e")) {
        assertKind(() -> system.read(new TicketRef("jira", key, null)), Kind.NOT_FOUND);
      }
      assertThat(jira.requests()).isEmpty();
    }

    private static void assertKind(Runnable call, Kind kind) {
      assertThatExceptionOfType(TicketSystemException.class)
          .isThrownBy(call::run)
          .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }
  }
}
