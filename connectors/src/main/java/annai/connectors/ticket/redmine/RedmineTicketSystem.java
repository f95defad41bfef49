package annai.connectors.ticket.redmine;

import annai.connectors.ticket.Attachment;
import annai.connectors.ticket.RequestPace;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketMarker;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import annai.connectors.ticket.redmine.RedmineIssues.Marked;
import annai.connectors.ticket.redmine.RedmineSite.Status;
import annai.connectors.ticket.rest.Json;
import annai.connectors.ticket.rest.OpenedTickets;
import annai.connectors.ticket.rest.RestConnection;
import annai.connectors.ticket.rest.Signature;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tickets as issues of a Redmine project.
 *
 * <p>An issue and a note are found again by their last line. A page is linked by a private note.
 */
public final class RedmineTicketSystem implements TicketSystem {

  /** The name in settings. */
  public static final String NAME = "redmine";

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  /** What Redmine itself replaces in the name of a file. */
  private static final Pattern NOT_IN_FILE_NAMES = Pattern.compile("[/?%*:|\"'<>\\n\\r\\\\]+");

  private final RedmineSettings settings;
  private final RedmineRestClient redmine;
  private final RedmineSurvey survey;
  private final RedmineText texts;
  private final RedmineIssues issues;
  private final RedmineSearch search;
  private final RedmineWorkflow workflow;
  private final OpenedTickets opened;

  public RedmineTicketSystem(RedmineSettings settings, RequestPace pace, InstantSource clock) {
    this.settings = settings;
    this.redmine =
        RestConnection.open(
            RedmineRestClient.class, settings.site(), RedmineSearch::told, pace, clock);
    this.survey = new RedmineSurvey(redmine, settings, clock);
    this.texts = new RedmineText(settings.texts());
    this.issues = new RedmineIssues(settings.filing(), texts);
    this.search = new RedmineSearch(redmine, issues);
    this.workflow = new RedmineWorkflow(settings.statuses());
    this.opened = new OpenedTickets(clock, settling());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(
        Capability.INTERNAL_COMMENTS,
        Capability.REOPEN,
        Capability.ATTACHMENTS,
        Capability.LINKS,
        Capability.WEBHOOKS);
  }

  @Override
  public TicketRef open(TicketDraft draft) {
    TicketMarker marker = TicketMarker.of(draft.key());
    RedmineSite site = survey.site();
    return ref(
        opened.once(
            marker,
            () ->
                search.find(marker, site).stream()
                    .findFirst()
                    .orElseGet(() -> create(draft, site))));
  }

  private String create(TicketDraft draft, RedmineSite site) {
    Long tracker = site.trackers().get(draft.kind());
    if (tracker == null) {
      survey.forget();
      site.check();
      throw new TicketSystemException(Kind.REJECTED, "Redmine's project has no tracker");
    }
    JsonNode issue = redmine.create(issues.issue(draft, tracker, site)).path("issue");
    if (Json.number(issue, "id") == 0) {
      throw new TicketSystemException(
          Kind.UNCERTAIN, "Redmine's answer to a new issue has no number");
    }
    return Json.text(issue, "id");
  }

  @Override
  public List<TicketRef> find(String key) {
    return search.find(TicketMarker.of(key), survey.site()).stream().map(this::ref).toList();
  }

  private TicketRef ref(String number) {
    return new TicketRef(NAME, number, URI.create(settings.pages() + "/issues/" + number));
  }

  /** The search reads what is stored, so that only a request may be late. */
  @Override
  public Duration settling() {
    return settings.site().timing().request().plus(settings.lateEffect());
  }

  @Override
  public Ticket read(TicketRef ref) {
    RedmineSite site = survey.site();
    return issues.ticket(ref, issue(ref, "journals"), site);
  }

  private JsonNode issue(TicketRef ref, String include) {
    try {
      return redmine.issue(number(ref), include).path("issue");
    } catch (TicketSystemException e) {
      throw e.kind() == Kind.NOT_FOUND ? notFound(ref, e) : e;
    }
  }

  @Override
  public void comment(TicketRef ref, String key, String text, Audience audience) {
    boolean internal = audience == Audience.INTERNAL;
    note(ref, Signature.of(TicketMarker.of(key), internal), text);
  }

  private void note(TicketRef ref, Signature signature, String text) {
    noteOnce(ref, signature, texts.of(text, signature));
  }

  private void noteOnce(TicketRef ref, Signature signature, String notes) {
    opened.alone(
        ref.key(),
        () -> {
          RedmineSite site = survey.site();
          JsonNode issue = issue(ref, "journals");
          if (issues.noted(issue, signature.marker(), site).isPresent()) {
            return;
          }
          site.need(RedmineSite.NOTES);
          if (signature.internal()) {
            site.need(RedmineSite.PRIVATE_NOTES);
          }
          redmine.edit(number(ref), issues.note(notes, signature.internal()));
        });
  }

  @Override
  public void close(TicketRef ref, String key, String resolution) {
    move(ref, TicketMarker.of(key), resolution, Ticket.Status.CLOSED);
  }

  @Override
  public void reopen(TicketRef ref, String key, String reason) {
    move(ref, TicketMarker.of(key), reason, Ticket.Status.OPEN);
  }

  /**
   * Note and status are one change, of which Redmine leaves out the status when it may not be. So
   * where both stand it was done, and maybe undone since.
   */
  private void move(TicketRef ref, TicketMarker marker, String text, Ticket.Status target) {
    opened.alone(
        ref.key(),
        () -> {
          RedmineSite site = survey.site();
          JsonNode issue = issue(ref, "journals,allowed_statuses");
          Optional<Marked> noted = issues.noted(issue, marker, site);
          if (RedmineIssues.status(issue, site) == target
              || noted.filter(Marked::moved).isPresent()) {
            return;
          }
          site.need(RedmineSite.NOTES);
          site.need(RedmineSite.EDIT);
          Status status = workflow.towards(target, ref.key(), issue, site);
          String notes = noted.isPresent() ? "" : texts.of(text, Signature.of(marker, false));
          ObjectNode change = issues.note(notes, false);
          change.withObject("/issue").put("status_id", status.id());
          redmine.edit(number(ref), change);
          checkMoved(ref, target, status, site);
        });
  }

  private void checkMoved(TicketRef ref, Ticket.Status target, Status status, RedmineSite site) {
    if (RedmineIssues.status(issue(ref, ""), site) != target) {
      throw new TicketSystemException(
          Kind.REJECTED,
          "Ticket '%s': Redmine did not move it to '%s'; expected that Annai may edit it"
              .formatted(ref.key(), status.name()));
    }
  }

  @Override
  public void attach(TicketRef ref, Attachment attachment) {
    String name = NOT_IN_FILE_NAMES.matcher(attachment.name()).replaceAll("_");
    opened.alone(
        ref.key(),
        () -> {
          boolean there =
              issue(ref, "attachments")
                  .path("attachments")
                  .valueStream()
                  .anyMatch(file -> Json.text(file, "filename").equals(name));
          if (!there) {
            redmine.edit(number(ref), upload(name, attachment));
          }
        });
  }

  private JsonNode upload(String name, Attachment attachment) {
    JsonNode upload = redmine.upload(name, attachment.content()).path("upload");
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    change
        .putObject("issue")
        .putArray("uploads")
        .addObject()
        .put("token", Json.text(upload, "token"))
        .put("filename", name)
        .put("content_type", attachment.mediaType());
    return change;
  }

  @Override
  public void link(TicketRef ref, URI page, String title) {
    Signature signature = Signature.of(TicketMarker.of("link " + page), true);
    noteOnce(ref, signature, texts.withLink(title, page.toASCIIString(), signature));
  }

  @Override
  public void merge(TicketRef twin, TicketRef into) {
    boolean internal = !survey.site().lacking().contains(RedmineSite.PRIVATE_NOTES);
    TicketMarker marker = TicketMarker.of("merge-" + twin.key());
    relate(twin, into);
    note(into, Signature.of(marker, internal), "Merged: #" + twin.key());
    close(twin, "merge", "Goes on in #" + into.key());
  }

  /** The notes say the same; a missing permission is no reason to leave a twin open. */
  private void relate(TicketRef twin, TicketRef into) {
    if (RedmineIssues.status(issue(twin, ""), survey.site()) == Ticket.Status.CLOSED) {
      return;
    }
    ObjectNode relation = JsonNodeFactory.instance.objectNode();
    relation
        .putObject("relation")
        .put("issue_to_id", number(into))
        .put("relation_type", "duplicates");
    try {
      redmine.relate(number(twin), relation);
    } catch (TicketSystemException e) {
      if (e.retryable()) {
        throw e;
      }
    }
  }

  @Override
  public void check() {
    survey.forget();
    survey.site().check();
  }

  private static long number(TicketRef ref) {
    if (!NUMBER.matcher(ref.key()).matches()) {
      throw notFound(ref, null);
    }
    return Long.parseLong(ref.key());
  }

  private static TicketSystemException notFound(
      TicketRef ref, @Nullable TicketSystemException cause) {
    return new TicketSystemException(
        Kind.NOT_FOUND, "Redmine has no ticket '%s'".formatted(ref.key()), null, cause);
  }
}
