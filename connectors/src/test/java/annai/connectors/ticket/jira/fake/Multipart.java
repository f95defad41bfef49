package annai.connectors.ticket.jira.fake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a multipart/form-data body (RFC 7578); names in UTF-8 or as RFC 8187 has them. */
final class Multipart {

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Part(String field, String fileName, String mediaType, byte[] content) {}

  private Multipart() {}

  static List<Part> parse(JiraRequest request) {
    String type = request.header("Content-Type");
    Matcher boundary =
        Pattern.compile("multipart/form-data;.*boundary=\"?([^\";]+)\"?.*")
            .matcher(type == null ? "" : type);
    if (!boundary.matches()) {
      throw new JiraRefusal(415, "Unsupported Media Type: " + type);
    }
    String latin = new String(request.body(), StandardCharsets.ISO_8859_1);
    List<Part> parts = new ArrayList<>();
    for (String piece : latin.split(Pattern.quote("--" + boundary.group(1)), -1)) {
      int blank = piece.indexOf("\r\n\r\n");
      if (blank >= 0 && piece.endsWith("\r\n")) {
        parts.add(part(piece.substring(0, blank), piece.substring(blank + 4, piece.length() - 2)));
      }
    }
    return parts;
  }

  private static Part part(String head, String content) {
    String headers = new String(bytes(head), StandardCharsets.UTF_8);
    String extended = find(headers, "filename\\*=UTF-8''([^;\\r\\n]+)");
    return new Part(
        find(headers, "[; ]name=\"([^\"]*)\""),
        extended.isEmpty()
            ? find(headers, "filename=\"([^\"]*)\"")
            : JiraRequest.decode(extended.replace("+", "%2B")),
        find(headers, "(?i)content-type: *([^\\r\\n]+)"),
        bytes(content));
  }

  private static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String find(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
