package annai.knowledge.authoring;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where tests find the project's own files. */
public final class ProjectFolders {

  private ProjectFolders() {}

  /** The root: system property {@code annai.root}, else the nearest folder with config/ and pom. */
  public static Path root() {
    String stated = System.getProperty("annai.root");
    Path at = Path.of(stated != null ? stated : System.getProperty("user.dir")).toAbsolutePath();
    while (at != null) {
      if (Files.isDirectory(at.resolve("config")) && Files.exists(at.resolve("pom.xml"))) {
        return at;
      }
      at = at.getParent();
    }
    throw new IllegalStateException("No folder with config/ and pom.xml above user.dir");
  }

  /** The project's real {@code config/}. */
  public static Path config() {
    return root().resolve("config");
  }

  /** A file of the folder {@code shared} beside the project; it needn't exist. */
  public static Path shared(String file) {
    for (Path at = root().getParent(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("shared").resolve(file))) {
        return at.resolve("shared").resolve(file);
      }
    }
    return root().resolveSibling("shared").resolve(file);
  }
}
