package annai.bot.web;

import annai.bot.understanding.UnmaskedText;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads {@code {"clientMessageId": "...", "text": "..."}} or {@code "choice"} in the place of
 * {@code "text"}.
 *
 * <p>Customers paste passwords into messages. So no string is made of the text before it is masked,
 * and what it was read through is zeroed.
 */
final class MessageBody {

  private static final String EXPECTED =
      "Expected a JSON object in UTF-8: {\"clientMessageId\": \"...\", \"text\": \"...\"}, or"
          + " \"choice\" in the place of \"text\"";

  private static final TokenStreamFactory JSON =
      JsonFactory.builder()
          .recyclerPool(new ZeroingBuffers.Pool())
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(2).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private @Nullable String clientMessageId;
  private @Nullable UnmaskedText text;
  private @Nullable String choice;
  private @Nullable Integer rating;

  private MessageBody() {}

  /** What was sent; exactly one of text and choice may be there, or a rating and perhaps text. */
  record Message(
      @Nullable String clientMessageId,
      @Nullable UnmaskedText text,
      @Nullable String choice,
      @Nullable Integer rating)
      implements AutoCloseable {
    @Override
    public void close() {
      if (text != null) {
        text.close();
      }
    }
  }

  /**
   * Reads to the end of the stream.
   *
   * @throws ProblemException when it isn't the expected object
   */
  static Message read(InputStream body) throws IOException {
    byte[] bytes = new byte[BodyLimitFilter.MAX_BYTES];
    try {
      int length = body.readNBytes(bytes, 0, bytes.length);
      if (length == bytes.length && body.read() >= 0) {
        throw new BodyLimitFilter.TooLargeException();
      }
      return new MessageBody().read(bytes, length);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private Message read(byte[] bytes, int length) {
    boolean whole = false;
    try (JsonParser parser =
        JSON.createParser(ObjectReadContext.empty(), bytesOfUtf8(bytes, length), 0, length)) {
      object(parser);
      whole = true;
      return new Message(clientMessageId, text, choice, rating);
    } catch (JacksonException _) {
      throw malformed();
    } finally {
      if (!whole && text != null) {
        text.close();
      }
    }
  }

  /** UTF-16 and UTF-32, which the parser would take too, have zeros in every JSON text. */
  private static byte[] bytesOfUtf8(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == 0) {
        throw malformed();
      }
    }
    return bytes;
  }

  private void object(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw malformed();
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken value = parser.nextToken();
      if (name.equals("rating") && value == JsonToken.VALUE_NUMBER_INT) {
        rating = parser.getIntValue();
        continue;
      }
      if (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NULL) {
        throw new ProblemException(HttpStatus.BAD_REQUEST, EXPECTED + "; each value is a string");
      }
      member(parser, name, value == JsonToken.VALUE_NULL);
    }
    if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
      throw malformed();
    }
  }

  private void member(JsonParser parser, String name, boolean isNull) {
    switch (name) {
      case "clientMessageId" -> clientMessageId = isNull ? null : parser.getString();
      case "choice" -> choice = isNull ? null : parser.getString();
      case "text" -> text = isNull ? null : text(parser);
      default ->
          throw new ProblemException(
              HttpStatus.BAD_REQUEST,
              "Unknown field; expected only choice, clientMessageId, rating, text");
    }
  }

  private static UnmaskedText text(JsonParser parser) {
    char[] characters = parser.getStringCharacters();
    int from = parser.getStringOffset();
    return UnmaskedText.of(characters, from, from + parser.getStringLength());
  }

  private static ProblemException malformed() {
    return new ProblemException(HttpStatus.BAD_REQUEST, EXPECTED);
  }
}
