package annai.bench.tickets;

import annai.bench.tickets.Customers.Promise;
import annai.bench.tickets.Journal.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares what was promised with what the fake Jira has. */
final class Check {

  private static final Pattern WORD = Pattern.compile("word (\\d) of \\d+");

  private final List<Line> lines;
  private final Map<String, List<Line>> createdByMarker = new LinkedHashMap<>();
  private final Map<String, List<Line>> eventsByKey = new HashMap<>();

  Check(List<Line> lines) {
    this.lines = lines;
    for (Line line : lines) {
      if (line.isCreated()) {
        createdByMarker.computeIfAbsent(line.marker(), _ -> new ArrayList<>()).add(line);
      }
      if (!line.isRequest()) {
        eventsByKey.computeIfAbsent(line.key(), _ -> new ArrayList<>()).add(line);
      }
    }
  }

  /** When the ticket came into being; -1 where it did not. */
  long createdAt(String marker) {
    List<Line> created = createdByMarker.get(marker);
    return created == null ? -1 : created.getFirst().at();
  }

  String keyOf(String marker) {
    List<Line> created = createdByMarker.get(marker);
    return created == null ? "" : created.getFirst().key();
  }

  int tickets() {
    return createdByMarker.size();
  }

  List<Promise> lost(List<Promise> promises) {
    return promises.stream().filter(p -> !createdByMarker.containsKey(p.marker())).toList();
  }

  /** Those that are to be closed and are not. */
  List<Promise> open(List<Promise> promises) {
    return promises.stream()
        .filter(Promise::closes)
        .filter(p -> !status(keyOf(p.marker())).equals("done"))
        .toList();
  }

  private String status(String key) {
    List<Line> events = eventsByKey.getOrDefault(key, List.of());
    return events.isEmpty() ? "" : events.getLast().status();
  }

  /** Tickets that were made more than once. */
  long duplicated() {
    return createdByMarker.values().stream().filter(made -> made.size() > 1).count();
  }

  /** Of these, how many are still open more than once. */
  long twinsLeft() {
    return createdByMarker.values().stream()
        .filter(made -> made.size() > 1)
        .filter(
            made -> made.stream().skip(1).anyMatch(line -> !status(line.key()).equals("done")))
        .count();
  }

  long requests() {
    return lines.stream().filter(Line::isRequest).count();
  }

  long requests(long from, long until) {
    return lines.stream()
        .filter(line -> line.isRequest() && line.at() >= from && line.at() < until)
        .count();
  }

  long comments() {
    return lines.stream().filter(line -> line.event().equals("comment_created")).count();
  }

  /** Tickets that are closed. */
  long closings() {
    return eventsByKey.keySet().stream().filter(key -> status(key).equals("done")).count();
  }

  /** Comments that stand twice. */
  long doubledComments() {
    long doubled = 0;
    for (List<Line> events : eventsByKey.values()) {
      Set<String> seen = new HashSet<>();
      for (Line event : events) {
        if (event.event().equals("comment_created") && !seen.add(event.comment())) {
          doubled++;
        }
      }
    }
    return doubled;
  }

  /** Commands of a ticket that came in another order than they were given. */
  long disordered() {
    long disordered = 0;
    for (List<Line> events : eventsByKey.values()) {
      int last = 0;
      boolean done = false;
      for (Line event : events) {
        Matcher word = WORD.matcher(event.comment());
        if (event.event().equals("comment_created") && word.find()) {
          int number = Integer.parseInt(word.group(1));
          disordered += number < last || done ? 1 : 0;
          last = number;
        }
        done |= event.status().equals("done");
      }
    }
    return disordered;
  }

  long creatingRequests() {
    return lines.stream().filter(Line::isCreatingRequest).count();
  }

  double postsPerTicket() {
    return (double) creatingRequests() / Math.max(1, tickets());
  }

  Map<String, Long> faults() {
    Map<String, Long> faults = new java.util.TreeMap<>();
    for (Line line : lines) {
      if (!line.fault().isEmpty()) {
        faults.merge(line.fault().replaceFirst("late-\\d+", "late"), 1L, Long::sum);
      }
    }
    return faults;
  }

  /** The most requests within any so many milliseconds. */
  int busiest(long millis) {
    Deque<Long> window = new ArrayDeque<>();
    int most = 0;
    for (Line line : lines) {
      if (line.isRequest()) {
        window.addLast(line.at());
        while (line.at() - window.getFirst() >= millis) {
          window.removeFirst();
        }
        most = Math.max(most, window.size());
      }
    }
    return most;
  }

  /** By how many places a ticket was overtaken at most, of those promised in this order. */
  int overtaken(List<Promise> promises) {
    List<Promise> inOrder =
        promises.stream().sorted(java.util.Comparator.comparingLong(Promise::at)).toList();
    List<Promise> asMade =
        inOrder.stream()
            .filter(p -> createdAt(p.marker()) >= 0)
            .sorted(java.util.Comparator.comparingLong(p -> createdAt(p.marker())))
            .toList();
    Map<Promise, Integer> place = new HashMap<>();
    for (int i = 0; i < inOrder.size(); i++) {
      place.put(inOrder.get(i), i);
    }
    int most = 0;
    for (int i = 0; i < asMade.size(); i++) {
      most = Math.max(most, i - place.get(asMade.get(i)));
    }
    return most;
  }
}
