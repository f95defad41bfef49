package annai.connectors.webhook;

import annai.connectors.webhook.TicketHint.Subject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object from a stranger, within limits of size, depth and number.
 *
 * <p>What is missing or of another type than expected reads as null.
 */
final class HookBody {

  /** In bytes; Jira sends no more than 25 MB, and such a ticket is read, not pushed. */
  private static final int LONGEST = 10 * 1024 * 1024;

  private static final int MOST_MARKERS = 20;
  private static final int LONGEST_QUOTE = 40;
  private static final long LATEST_MILLIS = 253_402_300_799_999L;
  private static final Pattern MARKER = Pattern.compile("annai[!-~]{0,250}");

  /** Jira writes an offset without a colon, others with one. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX]")
          .toFormatter(Locale.ROOT);

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(LONGEST)
                          .maxNestingDepth(64)
                          .maxNumberLength(64)
                          .maxNameLength(1_000)
                          .maxStringLength(2_000_000)
                          .maxTokenCount(200_000)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode node;

  private HookBody(JsonNode node) {
    this.node = node;
  }

  /**
   * Reads it.
   *
   * @throws MalformedHookException when it is no JSON object, or beyond a limit
   */
  static HookBody of(byte[] body) {
    if (body.length > LONGEST) {
      throw new MalformedHookException(
          "webhook body of %d bytes, expected at most %d".formatted(body.length, LONGEST));
    }
    JsonNode node;
    try {
      node = MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw new MalformedHookException("webhook body is no JSON within the limits", e);
    }
    if (!node.isObject()) {
      throw new MalformedHookException("webhook body, expected a JSON object");
    }
    return new HookBody(node);
  }

  /** The object of that name; empty when there is none. */
  HookBody object(String name) {
    return new HookBody(node.path(name));
  }

  /** Whether there is an object of that name. */
  boolean has(String name) {
    return node.path(name).isObject();
  }

  /** Whether there is an array of that name with something in it. */
  boolean hasElements(String name) {
    return node.path(name).isArray() && !node.path(name).isEmpty();
  }

  @Nullable Boolean truth(String name) {
    JsonNode value = node.path(name);
    return value.isBoolean() ? (Boolean) value.booleanValue() : null;
  }

  /**
   * A short text, or a whole number as one.
   *
   * @throws MalformedHookException when it does not match
   */
  @Nullable String word(String name, Pattern expected) {
    JsonNode value = node.path(name);
    if (!value.isString() && !(value.isIntegralNumber() && value.canConvertToLong())) {
      return null;
    }
    String word = value.isString() ? value.stringValue() : Long.toString(value.longValue());
    if (!expected.matcher(word).matches()) {
      throw new MalformedHookException(
          "webhook's '%s' is '%s', expected %s".formatted(name, quotable(word), expected));
    }
    return word;
  }

  /** Of the texts in an array of that name those that are markers of ours. */
  Set<String> markers(String name) {
    Set<String> markers = new HashSet<>();
    for (JsonNode label : node.path(name)) {
      if (label.isString()
          && markers.size() < MOST_MARKERS
          && MARKER.matcher(label.stringValue()).matches()) {
        markers.add(label.stringValue());
      }
    }
    return markers;
  }

  /** A point in time: milliseconds since 1970, or ISO 8601 with an offset. */
  @Nullable Instant instant(String name) {
    JsonNode value = node.path(name);
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      long millis = value.longValue();
      return millis < 0 || millis > LATEST_MILLIS ? null : Instant.ofEpochMilli(millis);
    }
    if (!value.isString()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(value.stringValue(), TIME).toInstant();
    } catch (DateTimeException _) {
      return null;
    }
  }

  /** A ticket that is named by key, id or both. */
  static Subject subject(
      @Nullable String key, @Nullable String id, Set<String> markers, @Nullable Instant version) {
    if (key == null && id == null) {
      throw new MalformedHookException("webhook names no ticket, expected its key or its id");
    }
    return new Subject(key, id, markers, version);
  }

  private static String quotable(String text) {
    String cut = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
