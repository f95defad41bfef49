package annai.knowledge;

import java.util.Locale;
import java.util.Optional;

/** An operating system on which a mail client runs. */
public enum OperatingSystem {
  WINDOWS,
  MACOS,
  IOS,
  ANDROID,
  LINUX;

  /** The id in files and outputs: "windows", "macos", "ios", "android", "linux". */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The operating system with that id; empty when there is none. */
  public static Optional<OperatingSystem> ofId(String id) {
    for (OperatingSystem os : values()) {
      if (os.id().equals(id)) {
        return Optional.of(os);
      }
    }
    return Optional.empty();
  }
}
