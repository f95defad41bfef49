package annai.connectors.ticket.redmine;

import annai.connectors.ticket.TicketDraft.Kind;
import annai.connectors.ticket.TicketDraft.Priority;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.redmine.RedmineSettings.Filing;
import annai.connectors.ticket.redmine.RedmineSite.Status;
import annai.connectors.ticket.rest.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Asks a Redmine how things are called and numbered there, at most once a minute.
 *
 * <p>Asking anew also finds out when the key is no longer good: Redmine serves who shows a bad key
 * as a stranger, who may read a public project.
 */
final class RedmineSurvey {

  private static final Duration GOOD_FOR = Duration.ofMinutes(1);
  private static final int MOST_USERS = 100;

  private static final Set<String> NEEDED =
      Set.of(
          "view_issues",
          "add_issues",
          RedmineSite.EDIT,
          RedmineSite.NOTES,
          RedmineSite.PRIVATE_NOTES);

  private record Surveyed(RedmineSite site, Instant at) {}

  private final RedmineRestClient redmine;
  private final RedmineSettings settings;
  private final InstantSource clock;
  private final Lock asking = new ReentrantLock();
  private @Nullable Surveyed last;

  RedmineSurvey(RedmineRestClient redmine, RedmineSettings settings, InstantSource clock) {
    this.redmine = redmine;
    this.settings = settings;
    this.clock = clock;
  }

  RedmineSite site() {
    asking.lock();
    try {
      Surveyed known = last;
      if (known != null && clock.instant().isBefore(known.at().plus(GOOD_FOR))) {
        return known.site();
      }
      RedmineSite site = new Questions().ask();
      last = new Surveyed(site, clock.instant());
      return site;
    } finally {
      asking.unlock();
    }
  }

  /** What was found is asked for again next time. */
  void forget() {
    asking.lock();
    try {
      last = null;
    } finally {
      asking.unlock();
    }
  }

  /** One survey. */
  private final class Questions {

    private final Filing filing = settings.filing();
    private final List<String> problems = new ArrayList<>();

    RedmineSite ask() {
      JsonNode account = redmine.currentUser("memberships").path("user");
      JsonNode project = redmine.project(filing.project(), "trackers").path("project");
      List<Status> statuses = statuses();
      checkStatus(statuses, settings.statuses().closed(), true);
      checkStatus(statuses, settings.statuses().reopened(), false);
      return new RedmineSite(
          Json.number(account, "id"),
          Json.number(project, "id"),
          statuses,
          trackers(project),
          priorities(),
          watchers(),
          lacking(account, Json.number(project, "id")),
          problems);
    }

    private List<Status> statuses() {
      return redmine
          .statuses()
          .path("issue_statuses")
          .valueStream()
          .map(
              status ->
                  new Status(
                      Json.number(status, "id"),
                      Json.text(status, "name"),
                      status.path("is_closed").asBoolean(false)))
          .toList();
    }

    private void checkStatus(List<Status> statuses, @Nullable String name, boolean closed) {
      List<String> known =
          statuses.stream().filter(one -> one.closed() == closed).map(Status::name).toList();
      if (name != null && known.stream().noneMatch(name::equalsIgnoreCase)) {
        missing(closed ? "closed status" : "open status", name, known);
      }
    }

    private Map<Kind, Long> trackers(JsonNode project) {
      List<JsonNode> known = project.path("trackers").valueStream().toList();
      Map<Kind, Long> trackers = new EnumMap<>(Kind.class);
      named("tracker", filing.requestTracker(), known)
          .or(() -> known.stream().map(one -> Json.number(one, "id")).findFirst())
          .ifPresent(id -> trackers.put(Kind.REQUEST, id));
      named("tracker", filing.incidentTracker(), known)
          .or(() -> Optional.ofNullable(trackers.get(Kind.REQUEST)))
          .ifPresent(id -> trackers.put(Kind.INCIDENT, id));
      if (known.isEmpty()) {
        problems.add("the project '%s' has no tracker".formatted(filing.project()));
      }
      return trackers;
    }

    private Map<Priority, Long> priorities() {
      Map<Priority, Long> priorities = new EnumMap<>(Priority.class);
      if (filing.priorities().isEmpty()) {
        return priorities;
      }
      List<JsonNode> known = redmine.priorities().path("issue_priorities").valueStream().toList();
      filing
          .priorities()
          .forEach(
              (priority, name) ->
                  named("priority", name, known).ifPresent(id -> priorities.put(priority, id)));
      return priorities;
    }

    private Optional<Long> named(String what, @Nullable String name, List<JsonNode> known) {
      if (name == null) {
        return Optional.empty();
      }
      Optional<Long> id =
          known.stream()
              .filter(one -> Json.text(one, "name").equalsIgnoreCase(name))
              .map(one -> Json.number(one, "id"))
              .findFirst();
      if (id.isEmpty()) {
        missing(what, name, known.stream().map(one -> Json.text(one, "name")).toList());
      }
      return id;
    }

    private void missing(String what, String name, List<String> known) {
      problems.add(
          "it has no %s '%s', only %s"
              .formatted(
                  what,
                  name,
                  known.stream().map(one -> "'" + one + "'").collect(Collectors.joining(", "))));
    }

    private List<Long> watchers() {
      return filing.watchers().stream().flatMap(this::watcher).toList();
    }

    private Stream<Long> watcher(String watcher) {
      if (watcher.matches("\\d{1,18}")) {
        return Stream.of(Long.parseLong(watcher));
      }
      try {
        List<Long> found =
            redmine
                .users(watcher, MOST_USERS)
                .path("users")
                .valueStream()
                .filter(user -> Json.text(user, "login").equalsIgnoreCase(watcher))
                .map(user -> Json.number(user, "id"))
                .toList();
        if (found.isEmpty()) {
          problems.add("it has no user with the login '%s' to watch".formatted(watcher));
        }
        return found.stream();
      } catch (TicketSystemException e) {
        if (e.retryable()) {
          throw e;
        }
        problems.add(
            "only an administrator's key finds the login '%s' of a watcher; expected a number"
                .formatted(watcher));
        return Stream.empty();
      }
    }

    private Set<String> lacking(JsonNode account, long project) {
      if (account.path("admin").asBoolean(false)) {
        return Set.of();
      }
      Set<String> lacking = new HashSet<>(NEEDED);
      if (!filing.watchers().isEmpty()) {
        lacking.add("add_issue_watchers");
      }
      account
          .path("memberships")
          .valueStream()
          .filter(membership -> Json.number(membership.path("project"), "id") == project)
          .flatMap(membership -> membership.path("roles").valueStream())
          .mapToLong(role -> Json.number(role, "id"))
          .distinct()
          .forEach(
              role ->
                  redmine
                      .role(role)
                      .path("role")
                      .path("permissions")
                      .forEach(permission -> lacking.remove(permission.asString(""))));
      return lacking;
    }
  }
}
