package annai.knowledge.authoring;

import annai.knowledge.RevisionText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of {@code config/} that make a revision, read into memory. */
final class ConfigFolder {

  static final String PROCEDURES = "procedures";

  private static final List<String> REQUIRED =
      List.of("provider.yml", "mail-clients.yml", "terms.yml", "topics.yml");
  private static final String OPTIONAL = "error-texts.yml";
  private static final int MAX_BYTES = 256 * 1024;
  private static final int MAX_PROCEDURES = 200;

  private final Path folder;
  private final List<Problem> problems;
  private final SortedMap<String, String> files = new TreeMap<>();

  private ConfigFolder(Path folder, List<Problem> problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /** Reads all files; one that is missing, too large or not UTF-8 is a problem and left out. */
  static RevisionText read(Path folder, List<Problem> problems) {
    ConfigFolder reading = new ConfigFolder(folder, problems);
    if (!Files.isDirectory(folder)) {
      problems.add(new Problem(folder.toString(), 0, "is no folder; expected the folder config"));
      return new RevisionText(reading.files);
    }
    REQUIRED.forEach(reading::readFile);
    if (Files.exists(folder.resolve(OPTIONAL))) {
      reading.readFile(OPTIONAL);
    }
    reading.readProcedures();
    return new RevisionText(reading.files);
  }

  private void readProcedures() {
    List<String> names = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder.resolve(PROCEDURES))) {
      entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> !name.startsWith("."))
          .sorted()
          .limit(MAX_PROCEDURES + 1L)
          .forEach(names::add);
    } catch (IOException e) {
      problems.add(new Problem(PROCEDURES, 0, "can't be read; expected a folder of procedures"));
    }
    if (names.size() > MAX_PROCEDURES) {
      problems.add(
          new Problem(PROCEDURES, 0, "holds more than %d files".formatted(MAX_PROCEDURES)));
      return;
    }
    for (String name : names) {
      if (name.matches("[a-z0-9-]+\\.yml")) {
        readFile(PROCEDURES + "/" + name);
      } else if (name.endsWith(".yml") || name.endsWith(".yaml")) {
        problems.add(
            new Problem(
                PROCEDURES + "/" + name,
                0,
                "is not named as expected: the id of the mail client and .yml"));
      }
    }
  }

  private void readFile(String name) {
    Path path = folder.resolve(name);
    if (!Files.isRegularFile(path)) {
      problems.add(new Problem(name, 0, "is missing"));
      return;
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        problems.add(
            new Problem(
                name, 0, "is larger than %d KB, expected less".formatted(MAX_BYTES / 1024)));
      } else {
        files.put(name, decode(bytes));
      }
    } catch (CharacterCodingException e) {
      problems.add(new Problem(name, 0, "is not UTF-8 text"));
    } catch (IOException e) {
      problems.add(new Problem(name, 0, "can't be read"));
    }
  }

  /** Byte order mark and line ends of Windows are no difference between two revisions. */
  private static String decode(byte[] bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return unmarked.replace("\r\n", "\n");
  }
}
