package annai.bench.tickets;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the fake Jira wrote down: the truth. Reads on where it ended the last time. */
final class Journal {

  /**
   * One line.
   *
   * @param at milliseconds
   * @param event "request" or a webhook's event
   * @param fault empty where none
   * @param marker the label that makes a ticket one; empty where none
   * @param status the category of the status
   */
  record Line(
      long at,
      String event,
      String method,
      String path,
      String fault,
      String key,
      String marker,
      String status,
      String comment) {

    boolean isRequest() {
      return event.equals("request");
    }

    boolean isCreatingRequest() {
      return isRequest() && method.equals("POST") && path.endsWith("/issue");
    }

    boolean isCreated() {
      return event.equals("jira:issue_created");
    }
  }

  private final Path file;
  private final List<Line> lines = new ArrayList<>();
  private long read;

  Journal(Path file) {
    this.file = file;
  }

  synchronized List<Line> lines() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] fresh = new byte[Math.toIntExact(in.length() - read)];
      in.seek(read);
      in.readFully(fresh);
      int end = fresh.length;
      while (end > 0 && fresh[end - 1] != '\n') {
        end--;
      }
      read += end;
      new String(fresh, 0, end, StandardCharsets.UTF_8).lines().forEach(l -> lines.add(line(l)));
    }
    return List.copyOf(lines);
  }

  private static Line line(String text) {
    JsonNode node = JsonMapper.shared().readTree(text);
    String marker = "";
    for (JsonNode label : node.path("labels")) {
      if (label.asString("").startsWith("annai-") || label.asString("").startsWith("naive-")) {
        marker = label.asString();
      }
    }
    return new Line(
        node.path("at").asLong(),
        node.path("event").asString(""),
        node.path("method").asString(""),
        node.path("path").asString(""),
        node.path("fault").asString(""),
        node.path("key").asString(""),
        marker,
        node.path("status").asString(""),
        node.path("comment").asString(""));
  }
}
