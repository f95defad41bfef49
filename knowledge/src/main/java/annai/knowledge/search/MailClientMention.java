package annai.knowledge.search;

import org.jspecify.annotations.Nullable;

/**
 * A place in a folded text where a mail client or a platform is named.
 *
 * @param start inclusive
 * @param end exclusive
 * @param version what follows or precedes as its version
 */
record MailClientMention(NamePattern name, int start, int end, @Nullable String version) {

  boolean isPlatform() {
    return name.kind() == NamePattern.Kind.PLATFORM;
  }

  boolean isOther() {
    return name.kind() == NamePattern.Kind.OTHER;
  }

  boolean isFamily() {
    return name.kind() == NamePattern.Kind.FAMILY;
  }

  boolean contains(MailClientMention other) {
    return start <= other.start && other.end <= end && (end - start) > (other.end - other.start);
  }
}
