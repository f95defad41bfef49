package annai.connectors.ticket.jira;

import annai.connectors.ticket.Attachment;
import annai.connectors.ticket.RequestPace;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketMarker;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import annai.connectors.ticket.jira.JiraComments.Marked;
import annai.connectors.ticket.jira.JiraSettings.Internal;
import annai.connectors.ticket.rest.Json;
import annai.connectors.ticket.rest.OpenedTickets;
import annai.connectors.ticket.rest.PlainText;
import annai.connectors.ticket.rest.RestConnection;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tickets as issues of a Jira project.
 *
 * <p>An issue is found again by a label, a comment by its last line. {@link #capabilities} may ask
 * Jira, once, whether the project is one of Jira Service Management.
 */
public final class JiraTicketSystem implements TicketSystem {

  /** The name in settings. */
  public static final String NAME = "jira";

  private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N}_]+-?\\p{N}*");
  private static final int LONGEST_GLOBAL_ID = 255;

  private final JiraSettings settings;
  private final JiraRestClient jira;
  private final JiraIssues issues;
  private final JiraComments comments;
  private final JiraWorkflow workflow;
  private final JiraSearch search;
  private final OpenedTickets opened;
  private volatile @Nullable Internal internal;

  public JiraTicketSystem(JiraSettings settings, RequestPace pace, InstantSource clock) {
    this.settings = settings;
    this.jira =
        RestConnection.open(
            JiraRestClient.class, settings.site().api(), new JiraDialect(), pace, clock);
    RichText texts = new RichText(settings.site().flavour());
    JiraAccounts accounts = new JiraAccounts(jira, settings.site().flavour());
    this.issues = new JiraIssues(settings.filing(), texts, accounts);
    this.comments = new JiraComments(jira, texts, accounts);
    this.workflow = new JiraWorkflow(jira, settings.workflow());
    this.search =
        new JiraSearch(jira, settings.site().flavour(), settings.filing().project(), accounts);
    this.opened = new OpenedTickets(clock, settling());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> capabilities = EnumSet.allOf(Capability.class);
    if (internal() instanceof Internal.None) {
      capabilities.remove(Capability.INTERNAL_COMMENTS);
    }
    return capabilities;
  }

  /** How this project keeps a comment from customers. */
  private Internal internal() {
    Internal known = internal;
    if (known == null) {
      known = settings.internal();
      if (known instanceof Internal.Detected) {
        known =
            projectType().equals("service_desk")
                ? new Internal.ServiceManagement()
                : new Internal.None();
      }
      internal = known;
    }
    return known;
  }

  @Override
  public TicketRef open(TicketDraft draft) {
    TicketMarker marker = TicketMarker.of(draft.key());
    return ref(
        opened.once(
            marker, () -> search.find(marker).stream().findFirst().orElseGet(() -> create(draft))));
  }

  private String create(TicketDraft draft) {
    ResponseEntity<JsonNode> answer = jira.create(issues.issue(draft));
    JsonNode issue = answer.getBody();
    String key = issue == null ? "" : Json.text(issue, "key");
    if (!key.isEmpty()) {
      return key;
    }
    URI location = answer.getHeaders().getLocation();
    String id = issue == null ? "" : Json.text(issue, "id");
    if (id.isEmpty() && location != null) {
      id = location.getPath().replaceFirst(".*/", "");
    }
    if (id.isEmpty()) {
      throw new TicketSystemException(
          Kind.UNCERTAIN, "Jira's answer to a new issue has neither a key nor an id");
    }
    return id.matches("\\d+") ? Json.text(jira.issue(id, Map.of("fields", "created")), "key") : id;
  }

  @Override
  public List<TicketRef> find(String key) {
    return search.find(TicketMarker.of(key)).stream().map(this::ref).toList();
  }

  private TicketRef ref(String key) {
    return new TicketRef(NAME, key, URI.create(settings.site().pages() + "/browse/" + key));
  }

  @Override
  public Duration settling() {
    return settings.site().api().timing().request().plus(settings.site().searchLag());
  }

  @Override
  public Ticket read(TicketRef ref) {
    String key = key(ref);
    JsonNode issue = jira.issue(key, Map.of("fields", issues.needed()));
    return issues.ticket(
        ref,
        issue,
        workflow.status(issue),
        comments.read(key).stream().map(Marked::comment).toList());
  }

  @Override
  public void comment(TicketRef ref, String key, String text, Audience audience) {
    Internal how =
        switch (audience) {
          case PUBLIC -> null;
          case INTERNAL -> internal();
        };
    if (how instanceof Internal.None) {
      throw new TicketSystemException(
          Kind.UNSUPPORTED, "'%s' does not support internal comments".formatted(NAME));
    }
    String issue = key(ref);
    TicketMarker marker = TicketMarker.of(key);
    opened.alone(
        issue,
        () -> {
          if (position(comments.read(issue), marker) < 0) {
            comments.add(issue, marker, text, how);
          }
        });
  }

  @Override
  public void close(TicketRef ref, String key, String resolution) {
    change(ref, TicketMarker.of(key), resolution, Ticket.Status.CLOSED);
  }

  @Override
  public void reopen(TicketRef ref, String key, String reason) {
    change(ref, TicketMarker.of(key), reason, Ticket.Status.OPEN);
  }

  /** The comment first: where it stands and the status does not follow, a call was cut short. */
  private void change(TicketRef ref, TicketMarker marker, String text, Ticket.Status target) {
    String issue = key(ref);
    opened.alone(
        issue,
        () -> {
          if (status(issue) == target) {
            return;
          }
          List<Marked> all = comments.read(issue);
          int position = position(all, marker);
          if (position < 0) {
            comments.add(issue, marker, text, null);
          } else if (superseded(issue, all, position, target)) {
            return;
          }
          workflow.move(issue, target);
        });
  }

  private Ticket.Status status(String issue) {
    return workflow.status(jira.issue(issue, Map.of("fields", "status")));
  }

  /** Whether what a comment of ours announced was done, and undone since. */
  private boolean superseded(String issue, List<Marked> all, int position, Ticket.Status target) {
    return all.subList(position + 1, all.size()).stream().anyMatch(one -> one.marker() != null)
        || workflow.cameInto(target, issue, all.get(position).comment().at());
  }

  private static int position(List<Marked> all, TicketMarker marker) {
    for (int i = 0; i < all.size(); i++) {
      if (marker.equals(all.get(i).marker())) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void attach(TicketRef ref, Attachment attachment) {
    String issue = key(ref);
    opened.alone(
        issue,
        () -> {
          boolean there =
              jira.issue(issue, Map.of("fields", "attachment"))
                  .path("fields")
                  .path("attachment")
                  .valueStream()
                  .anyMatch(file -> Json.text(file, "filename").equals(attachment.name()));
          if (!there) {
            jira.attach(issue, part(attachment));
          }
        });
  }

  private static HttpEntity<Resource> part(Attachment attachment) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.parseMediaType(attachment.mediaType()));
    return new HttpEntity<>(
        new ByteArrayResource(attachment.content()) {
          @Override
          public String getFilename() {
            return attachment.name();
          }
        },
        headers);
  }

  @Override
  public void link(TicketRef ref, URI page, String title) {
    String id = page.toString();
    ObjectNode link = JsonNodeFactory.instance.objectNode();
    link.put("globalId", id.length() <= LONGEST_GLOBAL_ID ? id : TicketMarker.of(id).token());
    link.putObject("object").put("url", id).put("title", PlainText.summary(title));
    jira.link(key(ref), link);
  }

  @Override
  public void merge(TicketRef twin, TicketRef into) {
    linkTwins(key(twin), key(into));
    comment(
        into,
        "merge-" + twin.key(),
        "Merged: " + twin.key(),
        internal() instanceof Internal.None ? Audience.PUBLIC : Audience.INTERNAL);
    close(twin, "merge", "Goes on in " + into.key());
  }

  /** The comments say the same; a site without such links is no reason to leave a twin open. */
  private void linkTwins(String twin, String into) {
    if (status(twin) == Ticket.Status.CLOSED) {
      return;
    }
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    ObjectNode link =
        change.putObject("update").putArray("issuelinks").addObject().putObject("add");
    link.putObject("type").put("name", settings.workflow().twinLink());
    link.putObject("outwardIssue").put("key", into);
    try {
      jira.edit(twin, change);
    } catch (TicketSystemException e) {
      if (e.retryable()) {
        throw e;
      }
    }
  }

  @Override
  public void check() {
    jira.myself();
    String name = settings.filing().project();
    JsonNode types = jira.project(name).path("issueTypes");
    for (String type : List.of(settings.filing().requestType(), settings.filing().incidentType())) {
      boolean known =
          !types.isArray()
              || types
                  .valueStream()
                  .anyMatch(
                      one ->
                          Json.text(one, "name").equals(type) || Json.text(one, "id").equals(type));
      if (!known) {
        throw new TicketSystemException(
            Kind.REJECTED, "Jira's project '%s' has no issue type '%s'".formatted(name, type));
      }
    }
  }

  /** Empty where a gateway or a stand-in does not let projects be read. */
  private String projectType() {
    try {
      return Json.text(jira.project(settings.filing().project()), "projectTypeKey");
    } catch (TicketSystemException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
      return "";
    }
  }

  /** Only what can be a key gets into an address. */
  private static String key(TicketRef ref) {
    if (!KEY.matcher(ref.key()).matches()) {
      throw new TicketSystemException(
          Kind.NOT_FOUND, "Ticket '%s' can't be one of Jira".formatted(ref.key()));
    }
    return ref.key();
  }
}
