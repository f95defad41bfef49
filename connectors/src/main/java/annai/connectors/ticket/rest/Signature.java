package annai.connectors.ticket.rest;

import annai.connectors.ticket.TicketDraft.Requester;
import annai.connectors.ticket.TicketMarker;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last line of what Annai writes, by which it is known again: {@code NAME <MAIL ADDRESS> ·
 * annai-0123456789abcdef0123 · internal}, of which only the marker is always there.
 */
public record Signature(Requester requester, TicketMarker marker, boolean internal) {

  private static final String BETWEEN = " · ";
  private static final String INTERNAL = "internal";
  private static final Pattern LINE =
      Pattern.compile(
          "(?:(?:([^\\n]*?) ?<([^<>\\n]*)>|([^\\n<>]*))"
              + BETWEEN
              + ")?(annai-[0-9a-f]{20})("
              + BETWEEN
              + INTERNAL
              + ")?");

  /** A text and what was signed under it; without a signature all of it is the text. */
  public record Signed(String text, @Nullable Signature signature) {

    public Optional<TicketMarker> marker() {
      return Optional.ofNullable(signature).map(Signature::marker);
    }

    public boolean internal() {
      return signature != null && signature.internal();
    }
  }

  public static Signature of(TicketMarker marker, boolean internal) {
    return new Signature(Requester.NONE, marker, internal);
  }

  public String under(String text) {
    return text + "\n\n" + line();
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    String name = oneLine(requester.name());
    String mailAddress = oneLine(requester.mailAddress());
    if (!name.isEmpty() || !mailAddress.isEmpty()) {
      line.append(name);
      if (!mailAddress.isEmpty()) {
        line.append(name.isEmpty() ? "" : " ").append('<').append(mailAddress).append('>');
      }
      line.append(BETWEEN);
    }
    return line.append(marker).append(internal ? BETWEEN + INTERNAL : "").toString();
  }

  private static String oneLine(@Nullable String text) {
    return text == null ? "" : text.replaceAll("[<>·]", " ").replaceAll("\\s+", " ").strip();
  }

  /** Reads only the very last line, so that no stranger's words above it count. */
  public static Signed read(String whole) {
    String trimmed = whole.stripTrailing();
    int lineStart = trimmed.lastIndexOf('\n') + 1;
    Matcher line = LINE.matcher(trimmed.substring(lineStart).strip());
    if (!line.matches()) {
      return new Signed(whole, null);
    }
    String above = trimmed.substring(0, lineStart);
    String text = above.endsWith("\n\n") ? above.substring(0, lineStart - 2) : above.strip();
    String name = line.group(1) == null ? line.group(3) : line.group(1);
    return new Signed(
        text,
        new Signature(
            new Requester(orNull(name), orNull(line.group(2))),
            new TicketMarker(line.group(4)),
            line.group(5) != null));
  }

  private static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
