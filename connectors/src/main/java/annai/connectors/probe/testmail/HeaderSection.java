package annai.connectors.probe.testmail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;

/**
 * What is kept of a test mail: two kinds of header fields.
 *
 * @param received the bodies of the Received fields, unfolded, top-most first
 * @param userAgent what the mail says it was written with
 */
record HeaderSection(List<String> received, Optional<String> userAgent) {

  private static final int MAX_RECEIVED = 50;
  private static final int MAX_USER_AGENT = 100;

  /** The bytes at the top that are read; a limit by line or field would lose the field above it. */
  private static final int MAX_BYTES = 65_536;

  private static final MimeConfig UNLIMITED =
      new MimeConfig.Builder().setMaxLineLen(-1).setMaxHeaderLen(-1).setMaxHeaderCount(-1).build();

  HeaderSection {
    received = List.copyOf(received);
  }

  /** Reads up to the end of the header section, to where it stops being one, or 64 kB. */
  static HeaderSection read(InputStream mail) throws IOException {
    List<String> received = new ArrayList<>();
    Optional<String> userAgent = Optional.empty();
    var tokens = new MimeTokenStream(UNLIMITED);
    tokens.parse(new ByteArrayInputStream(mail.readNBytes(MAX_BYTES)));
    try {
      for (EntityState state = tokens.getState(); isHeader(state); state = tokens.next()) {
        if (state == EntityState.T_FIELD) {
          Field field = tokens.getField();
          switch (field.getName().toLowerCase(Locale.ROOT)) {
            case "received" -> {
              if (received.size() < MAX_RECEIVED) {
                received.add(body(field));
              }
            }
            case "x-mailer", "user-agent" -> userAgent = userAgent.or(() -> shown(field));
            default -> {}
          }
        }
      }
    } catch (MimeException noHeader) {
      // what stood above was read, and that is what the relay wrote
    }
    return new HeaderSection(received, userAgent);
  }

  private static boolean isHeader(EntityState state) {
    return state == EntityState.T_START_MESSAGE
        || state == EntityState.T_START_HEADER
        || state == EntityState.T_FIELD;
  }

  /** As UTF-8 (RFC 6532), which mime4j's own getBody isn't. */
  private static String body(Field field) {
    String raw = new String(field.getRaw().toByteArray(), StandardCharsets.UTF_8);
    return raw.substring(raw.indexOf(':') + 1).replaceAll("\\r?\\n", "").strip();
  }

  private static Optional<String> shown(Field field) {
    return Optional.of(Text.clean(body(field), MAX_USER_AGENT)).filter(text -> !text.isEmpty());
  }
}
