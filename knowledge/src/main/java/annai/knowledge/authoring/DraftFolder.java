package annai.knowledge.authoring;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The folder of a draft: written beside its place and then moved, never over another one. */
final class DraftFolder {

  private DraftFolder() {}

  /**
   * Refuses a place that is taken already.
   *
   * @throws ManualRefusedException unless there is nothing or an empty folder
   */
  static void refuseExisting(Path folder) {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> content = Files.list(folder)) {
      if (content.findAny().isPresent()) {
        throw taken(folder);
      }
    } catch (IOException _) {
      throw taken(folder);
    }
  }

  private static ManualRefusedException taken(Path folder) {
    return new ManualRefusedException(
        "'%s' is there already and may hold somebody's edits; expected a folder that does not exist: move it away or name another with --out"
            .formatted(folder));
  }

  /**
   * Writes texts to a new folder, by their names: all of them or none.
   *
   * @throws ManualRefusedException when the folder is there already; it is left as it is
   * @throws IOException when it can't be written; nothing is left behind
   */
  static void write(Path folder, Map<String, String> files) throws IOException {
    Path place = folder.toAbsolutePath().normalize();
    Path parent = parentOf(place);
    List<Path> made = missing(parent);
    try {
      Files.createDirectories(parent);
      writeBeside(place, files);
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException _) {
      removeEmpty(made);
      throw taken(folder);
    } catch (IOException | RuntimeException e) {
      removeEmpty(made);
      throw e;
    }
  }

  private static Path parentOf(Path place) {
    Path parent = place.getParent();
    if (parent == null) {
      throw taken(place);
    }
    return parent;
  }

  private static void writeBeside(Path place, Map<String, String> files) throws IOException {
    Path beside = Files.createTempDirectory(parentOf(place), "." + place.getFileName() + "-");
    try {
      for (var file : files.entrySet()) {
        Files.writeString(beside.resolve(file.getKey()), file.getValue());
      }
      Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      delete(beside);
      throw e;
    }
  }

  /** The folders that have to be made, the innermost first. */
  private static List<Path> missing(Path folder) {
    List<Path> missing = new ArrayList<>();
    for (Path at = folder; at != null && !Files.exists(at); at = at.getParent()) {
      missing.add(at);
    }
    return missing;
  }

  /** Takes away what was made for nothing; a folder that somebody has filled since stays. */
  private static void removeEmpty(List<Path> folders) {
    for (Path folder : folders) {
      try {
        Files.deleteIfExists(folder);
      } catch (IOException _) {
        return;
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
