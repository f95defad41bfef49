package annai.connectors.ticket;

import java.util.Arrays;

/**
 * A file for a ticket.
 *
 * @param name without a path; unique within a ticket
 * @param mediaType such as "text/plain; charset=utf-8"
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode are by content
public record Attachment(String name, String mediaType, byte[] content) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Attachment that
        && name.equals(that.name)
        && mediaType.equals(that.mediaType)
        && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "Attachment[name=%s, mediaType=%s, %d bytes]".formatted(name, mediaType, content.length);
  }
}
