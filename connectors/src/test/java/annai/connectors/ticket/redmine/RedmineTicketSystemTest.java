package annai.connectors.ticket.redmine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import annai.connectors.ticket.Attachment;
import annai.connectors.ticket.RequestPace;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketMarker;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystem.Audience;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import annai.connectors.ticket.redmine.FakeRedmine.Fault;
import annai.connectors.ticket.redmine.FakeRedmine.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedmineTicketSystemTest implements RedmineContract {

  private final FakeRedmine redmine = new FakeRedmine();
  private final TicketSystem system = system(Map.of());

  @AfterAll
  void close() {
    redmine.close();
  }

  @AfterEach
  void heal() {
    redmine.heal();
  }

  @Override
  public TicketSystem system() {
    return system;
  }

  @Override
  public JsonNode raw(TicketRef ref) {
    return redmine.issue(ref.key());
  }

  private TicketSystem system(Map<String, String> more) {
    return RedmineContract.system(redmine.url(), FakeRedmine.KEY, more, RequestPace.UNLIMITED);
  }

  private static boolean files(Request request) {
    return request.is("POST", "/issues.json");
  }

  private static boolean reads(Request request) {
    return request.is("GET", "/issues/.*");
  }

  private static boolean changes(Request request) {
    return request.is("PUT", ".*");
  }

  private static TicketDraft draft() {
    return RedmineContract.draft(TicketDraft.Kind.REQUEST);
  }

  private static void assertFails(Kind kind, ThrowingCallable call, String... words) {
    assertThatExceptionOfType(TicketSystemException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(FakeRedmine.KEY))
        .satisfies(
            e -> assertThat(List.of(words)).allMatch(String.valueOf(e.getMessage())::contains));
  }

  @Test
  void draft_opened_standsInRedmineAsTypedWithItsMarkerAndPage() {
    TicketDraft draft = draft();

    TicketRef ref = system.open(draft);

    assertThat(raw(ref).path("description").asString(""))
        .isEqualTo(
            "SMTP &#123;\u2060&#123;\u2060toc&#125;&#125; &#95;x&#95;\r\n\r\n山田 太郎 "
                + "&lt;taro@example.jp&gt; · "
                + TicketMarker.of(draft.key()));
    assertThat(ref.url()).hasToString(redmine.url() + "/issues/" + ref.key());
    Ticket ticket = system.read(ref);
    assertThat(ticket.description()).isEqualTo(draft.description());
    assertThat(ticket.requester()).isEqualTo(new TicketDraft.Requester("山田 太郎", "taro@example.jp"));
  }

  @Test
  void settings_ofFiling_areObeyed() {
    redmine.administrator = true;
    TicketSystem filing =
        system(
            Map.of(
                "request-tracker", "support",
                "incident-tracker", "Incident",
                "priorities", "P1=Urgent",
                "requester", "field 4",
                "fields", "{\"5\": \"draft.kind\", \"6\": [\"a\"]}",
                "watchers", "hanako, 12"));

    TicketRef ref = filing.open(RedmineContract.draft(TicketDraft.Kind.INCIDENT));

    JsonNode issue = raw(ref);
    assertThat(issue.path("tracker").path("id").asInt()).isEqualTo(2);
    assertThat(issue.path("priority").path("id").asInt()).isEqualTo(4);
    assertThat(issue.path("watchers").toString()).isEqualTo("[3,12]");
    assertThat(issue.path("custom_fields").valueStream().map(JsonNode::toString))
        .containsExactlyInAnyOrder(
            "{\"id\":5,\"value\":\"INCIDENT\"}",
            "{\"id\":6,\"value\":[\"a\"]}",
            "{\"id\":4,\"value\":\"taro@example.jp\"}");
    assertThat(issue.path("description").asString("")).doesNotContain("taro");
    Ticket ticket = filing.read(ref);
    assertThat(ticket.kind()).isEqualTo(TicketDraft.Kind.INCIDENT);
    assertThat(ticket.requester().mailAddress()).isEqualTo("taro@example.jp");
  }

  @Test
  void everythingThatRedmineLacks_checked_isToldAtOnce() {
    redmine.permissions = List.of("view_issues", "add_issues");
    TicketSystem wrong =
        system(
            Map.of(
                "request-tracker", "Bug",
                "priorities", "P1=Highest",
                "closed-status", "Done",
                "reopened-status", "Closed",
                "watchers", "hanako"));

    assertFails(
        Kind.REJECTED,
        wrong::check,
        "no tracker 'Bug', only 'Support', 'Incident'",
        "no priority 'Highest'",
        "no closed status 'Done', only 'Rejected', 'Closed'",
        "no open status 'Closed', only 'New', 'In Progress'",
        "login 'hanako'",
        "add_issue_notes",
        "add_issue_watchers",
        "edit_issues",
        "set_notes_private");
  }

  @Test
  void missingPermissions_checked_areForbidden() {
    redmine.permissions = List.of("view_issues", "add_issues", "edit_issues", "add_issue_notes");

    assertFails(Kind.FORBIDDEN, system(Map.of())::check, "[set_notes_private]");
  }

  @Test
  void privateNotesNotAllowed_internalComment_isNeverWritten() {
    redmine.permissions = List.of("view_issues", "add_issues", "edit_issues", "add_issue_notes");
    TicketSystem limited = system(Map.of());
    TicketRef ref = limited.open(draft());

    assertFails(
        Kind.FORBIDDEN,
        () -> limited.comment(ref, "c1", "for agents", Audience.INTERNAL),
        "set_notes_private");
    limited.merge(limited.open(draft()), ref);

    assertThat(limited.read(ref).comments())
        .singleElement()
        .matches(comment -> !comment.internal());
  }

  @Test
  void badKey_ofAPublicProject_isUnauthorized() {
    TicketSystem stranger =
        RedmineContract.system(redmine.url(), "wrong", Map.of(), RequestPace.UNLIMITED);
    TicketRef ref = system.open(draft());

    assertFails(Kind.UNAUTHORIZED, stranger::check);
    assertFails(Kind.UNAUTHORIZED, () -> stranger.read(ref));
  }

  @Test
  void chosenStatuses_movedTo_areThoseOfTheSettings() {
    TicketSystem choosy =
        system(Map.of("closed-status", "closed", "reopened-status", "In Progress"));
    TicketRef ref = choosy.open(draft());

    choosy.close(ref, "c", "done");
    assertThat(raw(ref).path("status").path("name").asString("")).isEqualTo("Closed");
    choosy.reopen(ref, "r", "again");
    assertThat(raw(ref).path("status").path("name").asString("")).isEqualTo("In Progress");
  }

  @Test
  void workflowThatOffersNoWay_closed_isRejectedAndNothingIsWritten() {
    TicketRef ref = system.open(draft());
    redmine.offered = List.of(1, 2);

    assertFails(
        Kind.REJECTED, () -> system.close(ref, "c", "done"), ref.key(), "'New', 'In Progress'");
    assertThat(system.read(ref).comments()).isEmpty();

    redmine.tellsOffered = false;
    assertFails(Kind.REJECTED, () -> system.close(ref, "c", "done"), ref.key(), "'Rejected'");
    redmine.heal();
    system.close(ref, "c", "done");
    assertThat(system.read(ref).status()).isEqualTo(Ticket.Status.CLOSED);
    assertThat(system.read(ref).comments()).hasSize(1);
  }

  @Test
  void editingNotAllowed_closed_isForbiddenAndNothingIsWritten() {
    redmine.permissions = List.of("view_issues", "add_issues", "add_issue_notes");
    TicketSystem limited = system(Map.of());
    TicketRef ref = limited.open(draft());

    assertFails(Kind.FORBIDDEN, () -> limited.close(ref, "c", "done"), "edit_issues");
    assertThat(limited.read(ref).comments()).isEmpty();
  }

  @Test
  void notesNotAllowed_commented_isForbiddenAndNotTakenForDone() {
    redmine.permissions = List.of("view_issues", "add_issues", "edit_issues");
    TicketSystem limited = system(Map.of());
    TicketRef ref = limited.open(draft());

    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> limited.comment(ref, "c1", "text", Audience.PUBLIC),
            () -> limited.close(ref, "c", "done"))) {
      assertFails(Kind.FORBIDDEN, call, "add_issue_notes");
    }
  }

  @Test
  void notesWithoutAWordOnPrivacy_read_areInternalUnlessOurs() {
    TicketRef ref = system.open(draft());
    system.comment(ref, "ours", "ours", Audience.PUBLIC);
    redmine.personNotes(ref.key(), "somebody's", false);
    redmine.tellsPrivacy = false;

    assertThat(system.read(ref).comments())
        .extracting(Ticket.Comment::internal)
        .containsExactly(false, true);
  }

  @Test
  void olderRedmine_thatDoesNotTellOfTheWorkflow_isMovedAllTheSame() {
    TicketRef ref = system.open(draft());
    redmine.tellsOffered = false;

    system.close(ref, "c", "done");

    assertThat(system.read(ref).status()).isEqualTo(Ticket.Status.CLOSED);
  }

  @Test
  void peoplesNotes_read_areTheirsWithTheirWordsAndPrivacy() {
    TicketRef ref = system.open(draft());
    system.comment(ref, "ours", "ours", Audience.PUBLIC);
    redmine.personNotes(ref.key(), "*bold* &lt; as typed", false);
    redmine.personNotes(ref.key(), "secret\r\nlines", true);
    redmine.personNotes(ref.key(), "quoted\n\n" + TicketMarker.of("ours"), false);
    redmine.personMoves(ref.key(), 3);

    Ticket ticket = system.read(ref);

    assertThat(ticket.status()).isEqualTo(Ticket.Status.CLOSED);
    assertThat(ticket.comments())
        .extracting(Ticket.Comment::ours)
        .containsExactly(true, false, false, false);
    assertThat(ticket.comments())
        .extracting(Ticket.Comment::internal)
        .containsExactly(false, false, true, false);
    assertThat(ticket.comments())
        .extracting(Ticket.Comment::text)
        .startsWith("ours", "*bold* &lt; as typed", "secret\nlines");
    assertThat(ticket.comments().get(1).author()).isEqualTo("Hanako Suzuki");
  }

  @Test
  void ticketOfSomebodyElse_read_isWholeAndItsAuthorIsTheRequester() {
    String number = redmine.personOpens("A call", "They can't send.");

    Ticket ticket = system.read(new TicketRef("redmine", number, null));

    assertThat(ticket.description()).isEqualTo("They can't send.");
    assertThat(ticket.requester()).isEqualTo(new TicketDraft.Requester("Hanako Suzuki", null));
  }

  @Test
  void copyMadeBySomebody_looked_isNoTwin() {
    TicketDraft draft = draft();
    TicketRef ref = system.open(draft);
    redmine.personOpens("copy", raw(ref).path("description").asString(""));

    assertThat(system.find(draft.key())).extracting(TicketRef::key).containsExactly(ref.key());
  }

  @Test
  void moreHitsThanAPage_looked_areAllRead() {
    TicketDraft draft = draft();
    for (int i = 0; i < 120; i++) {
      redmine.personOpens("quotes it", TicketMarker.of(draft.key()) + " quoted");
    }
    TicketRef ref = system.open(draft);

    assertThat(system.find(draft.key())).extracting(TicketRef::key).containsExactly(ref.key());
  }

  @Test
  void fileNameThatRedmineChanges_attachedTwice_isOneFile() {
    TicketRef ref = system.open(draft());
    Attachment file = new Attachment("a/b:c?.txt", "text/plain", new byte[] {1});

    system.attach(ref, file);
    system.attach(ref, file);

    assertThat(attachments(ref)).containsExactly("a_b_c_.txt");
  }

  @Test
  void twins_merged_areRelated() {
    TicketRef first = system.open(draft());
    TicketRef twin = system.open(draft());

    system.merge(twin, first);

    assertThat(raw(twin).path("relations").toString())
        .isEqualTo(
            "[{\"issue_to_id\":%s,\"relation_type\":\"duplicates\"}]".formatted(first.key()));
  }

  @Test
  void twins_whoMayNotBeRelated_areMergedAllTheSame() {
    TicketRef first = system.open(draft());
    TicketRef twin = system.open(draft());
    redmine.fault(
        request -> request.is("POST", ".*/relations.json"), new Fault.Answered(403, "", Map.of()));

    system.merge(twin, first);

    assertThat(system.read(twin).status()).isEqualTo(Ticket.Status.CLOSED);
  }

  @Test
  void keyThatIsNoNumber_read_isNotFoundWithoutARequest() {
    system.check();
    redmine.forgetRequests();

    for (String key : List.of("../users/1", "1.json?x=", "", "9".repeat(30))) {
      assertFails(
          Kind.NOT_FOUND, () -> system.read(new TicketRef("redmine", key, null)), "'" + key + "'");
    }
    assertThat(redmine.requests()).isEmpty();
  }

  @Test
  void everyRequest_sent_awaitsItsTurn() {
    AtomicInteger turns = new AtomicInteger();
    redmine.forgetRequests();
    TicketSystem paced =
        RedmineContract.system(redmine.url(), FakeRedmine.KEY, Map.of(), turns::incrementAndGet);

    TicketRef ref = paced.open(draft());
    paced.comment(ref, "c", "text", Audience.INTERNAL);
    paced.attach(ref, new Attachment("a.txt", "text/plain", new byte[] {1}));
    paced.close(ref, "x", "done");

    assertThat(redmine.requests()).hasSize(turns.get()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @CsvSource({
    "301, UNREACHABLE",
    "400, REJECTED",
    "401, UNAUTHORIZED",
    "403, FORBIDDEN",
    "404, NOT_FOUND",
    "409, CONFLICT",
    "413, TOO_LARGE",
    "422, REJECTED",
    "429, BUSY",
    "500, UNCERTAIN",
    "502, UNCERTAIN",
    "503, BUSY",
    "504, UNCERTAIN"
  })
  void refusal_ofAChange_isOfItsKind(int status, Kind kind) {
    system.check();
    redmine.fault(
        RedmineTicketSystemTest::files,
        new Fault.Answered(
            status,
            "{\"errors\":[\"Subject cannot be blank\",\"%s\"]}".formatted(FakeRedmine.KEY),
            Map.of()));

    assertFails(
        kind, () -> system.open(draft()), Integer.toString(status), "Subject cannot be blank");
  }

  @Test
  void tooManyRequests_withAndWithoutRetryAfter_areBusy() {
    TicketRef ref = system.open(draft());
    redmine.fault(
        RedmineTicketSystemTest::reads,
        new Fault.Answered(429, "<html>", Map.of("Retry-After", "7")));

    assertThatExceptionOfType(TicketSystemException.class)
        .isThrownBy(() -> system.read(ref))
        .satisfies(e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)));

    redmine.heal();
    redmine.fault(RedmineTicketSystemTest::reads, new Fault.Answered(429, "", Map.of()));
    assertThatExceptionOfType(TicketSystemException.class)
        .isThrownBy(() -> system.read(ref))
        .satisfies(e -> assertThat(e.retryAfter()).isEmpty());
  }

  @Test
  void lostAnswer_toAChange_isUncertainAndToAReading_isUnreachable() {
    TicketSystem hasty = system(Map.of("request-timeout", "500ms"));
    TicketRef ref = hasty.open(draft());
    hasty.check();
    for (Fault fault :
        List.of(
            new Fault.Dropped(),
            new Fault.HalfAnswered(),
            new Fault.Dripping(),
            new Fault.Hung())) {
      redmine.heal();
      redmine.fault(RedmineTicketSystemTest::files, fault);
      redmine.fault(RedmineTicketSystemTest::reads, fault);

      assertFails(Kind.UNCERTAIN, () -> hasty.open(draft()));
      assertFails(Kind.UNREACHABLE, () -> hasty.read(ref));
    }
  }

  @Test
  void answerLost_toAnOpening_isFoundAndNotFiledAgain() {
    TicketDraft draft = draft();
    int before = redmine.count();
    redmine.fault(RedmineTicketSystemTest::files, new Fault.Dropped());
    assertFails(Kind.UNCERTAIN, () -> system.open(draft));
    redmine.heal();

    TicketRef ref = system.open(draft);

    assertThat(system.find(draft.key())).containsExactly(ref);
    assertThat(redmine.count()).isEqualTo(before + 1);
  }

  @Test
  void answerLost_toAClosing_isNotRepeated() {
    TicketRef ref = system.open(draft());
    redmine.fault(RedmineTicketSystemTest::changes, new Fault.Dropped());
    assertFails(Kind.UNCERTAIN, () -> system.close(ref, "c", "done"));
    redmine.heal();

    system.close(ref, "c", "done");

    assertThat(system.read(ref).comments()).hasSize(1);
  }

  @Test
  void pageOfAProxy_insteadOfJson_isNoTicket() {
    TicketRef ref = system.open(draft());
    redmine.fault(
        RedmineTicketSystemTest::reads, new Fault.Answered(200, "<html>login</html>", Map.of()));

    assertFails(Kind.UNREACHABLE, () -> system.read(ref), "no JSON");
  }

  @Test
  void answerWithoutEnd_read_isTooLarge() {
    TicketRef ref = system.open(draft());
    redmine.fault(
        RedmineTicketSystemTest::reads, new Fault.Answered(200, " ".repeat(16_000_001), Map.of()));

    assertFails(Kind.TOO_LARGE, () -> system.read(ref));
  }

  @Test
  void nobodyThere_checked_isUnreachable() {
    FakeRedmine gone = new FakeRedmine();
    gone.close();

    assertFails(
        Kind.UNREACHABLE,
        () ->
            RedmineContract.system(gone.url(), FakeRedmine.KEY, Map.of(), RequestPace.UNLIMITED)
                .check());
  }
}
