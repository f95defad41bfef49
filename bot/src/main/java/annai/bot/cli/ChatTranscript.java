package annai.bot.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;

/** The rows of a conversation on a terminal, and the numbers of the choices offered last. */
final class ChatTranscript {

  private final PrintWriter out;
  private final boolean japanese;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final List<String> choices = new ArrayList<>();
  private long lastSeq;
  private boolean form;

  ChatTranscript(PrintWriter out, boolean japanese) {
    this.out = out;
    this.japanese = japanese;
  }

  long lastSeq() {
    lock.lock();
    try {
      return lastSeq;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a login is asked for now. */
  boolean asksForLogin() {
    lock.lock();
    try {
      return form;
    } finally {
      lock.unlock();
    }
  }

  /** The choice that a typed number stands for. */
  Optional<String> choice(String typed) {
    lock.lock();
    try {
      if (!typed.matches("\\d{1,3}")) {
        return Optional.empty();
      }
      int number = Integer.parseInt(typed);
      return number >= 1 && number <= choices.size()
          ? Optional.of(choices.get(number - 1))
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  void show(JsonNode row) {
    lock.lock();
    try {
      long seq = row.path("seq").asLong();
      if (seq <= lastSeq) {
        return;
      }
      lastSeq = seq;
      print(row.path("from").asString(), row.path("type").asString(), row.path("body"));
      out.flush();
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a row was shown and nothing came after it for a while; at most ten seconds. */
  void awaitQuiet(long seq) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    lock.lock();
    try {
      boolean quiet = false;
      while (!quiet && System.nanoTime() < deadline) {
        long before = lastSeq;
        boolean signalled = news.await(600, TimeUnit.MILLISECONDS);
        quiet = !signalled && lastSeq >= seq && lastSeq == before;
      }
    } finally {
      lock.unlock();
    }
  }

  private void print(String from, String type, JsonNode body) {
    switch (type) {
      case "choices" -> offer(body);
      case "step" -> step(body);
      case "probe-stage" -> say("  [%s] %s".formatted(text(body, "state"), text(body, "stage")));
      case "evidence" ->
          say((body.path("ok").asBoolean() ? "[OK] " : "[--] ") + text(body, "text"));
      case "ticket" -> say("[%s] %s".formatted(text(body, "key"), text(body, "text")));
      default -> words(from, body);
    }
  }

  private void words(String from, JsonNode body) {
    if (from.equals("customer")) {
      choices.clear();
      return;
    }
    say((from.equals("agent") ? "[agent] " : "") + text(body, "text"));
    if (body.has("testMail")) {
      say("  -> " + text(body.path("testMail"), "address"));
    }
    if (body.path("sources").size() > 0) {
      say(
          "  ("
              + String.join(
                  ", ", body.path("sources").valueStream().map(JsonNode::asString).toList())
              + ")");
    }
  }

  private void step(JsonNode body) {
    if (body.has("n")) {
      String count = japanese ? "--- 手順 %d / %d" : "--- Step %d of %d";
      say(count.formatted(body.path("n").asInt(), body.path("of").asInt()));
    }
    say(text(body, "text"));
  }

  private void offer(JsonNode body) {
    choices.clear();
    form = body.has("form");
    if (form) {
      say(text(body, "text"));
      say(japanese ? "  (/login と入力すると、入力欄が出ます)" : "  (type /login to enter them)");
      return;
    }
    for (JsonNode choice : body.path("choices")) {
      choices.add(choice.path("id").asString());
      say("  %d) %s".formatted(choices.size(), text(choice, "label")));
    }
  }

  private void say(String text) {
    out.println(text);
  }

  /** What strangers wrote must not steer the terminal. */
  private static String text(JsonNode body, String field) {
    return body.path(field).asString("").replaceAll("[\\p{Cntrl}&&[^\\n\\t]]|\\p{Cf}", "");
  }
}
