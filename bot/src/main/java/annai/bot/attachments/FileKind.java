package annai.bot.attachments;

import java.util.Set;

/** What a file is, by its content. */
public enum FileKind {
  PNG("image/png", true, "png"),
  JPEG("image/jpeg", true, "jpg", "jpeg", "jpe", "jfif"),
  GIF("image/gif", true, "gif"),
  WEBP("image/webp", true, "webp"),
  /** A phone's picture; not every browser shows it. */
  HEIC("image/heic", false, "heic", "heif"),
  PDF("application/pdf", false, "pdf"),
  TEXT("text/plain", false, "txt", "log"),
  /** A mail as it was sent or received (RFC 5322). */
  MAIL("message/rfc822", false, "eml");

  private final String mediaType;
  private final boolean picture;
  private final String extension;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
  private final Set<String> extensions;

  FileKind(String mediaType, boolean picture, String extension, String... others) {
    this.mediaType = mediaType;
    this.picture = picture;
    this.extension = extension;
    Set<String> all = new java.util.HashSet<>(Set.of(others));
    all.add(extension);
    this.extensions = Set.copyOf(all);
  }

  /** The media type without parameters. */
  public String mediaType() {
    return mediaType;
  }

  /** Whether every browser may show it in a page: a picture that holds no script. */
  public boolean picture() {
    return picture;
  }

  /** With what its name ends when it ended otherwise. */
  String extension() {
    return extension;
  }

  /** Whether a name may end so. */
  boolean fits(String extension) {
    return extensions.contains(extension);
  }
}
