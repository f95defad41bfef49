package annai.knowledge.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import annai.knowledge.Knowledge;
import annai.knowledge.RevisionText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** That whatever an editor leaves behind is refused in an orderly way. */
class ConfigReaderFaultTest {

  private static final int FAULTS = 60;
  private static final List<String> SPLINTERS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          "- ",
          "\t",
          "\n",
          "\"",
          "&a ",
          "*a",
          "!!int ",
          "? ",
          "|",
          "\u0000",
          "\uD83D\uDE00");

  private final Map<String, String> shipped =
      ConfigReader.read(ProjectFolders.config()).text().files();
  private final RandomGenerator random =
      RandomGeneratorFactory.of("L64X128MixRandom").create(20170322);

  @Test
  void damagedFile_isRead_isTakenOrRefusedWithItsName() {
    for (int fault = 0; fault < FAULTS; fault++) {
      Map<String, String> files = new TreeMap<>(shipped);
      String name = List.copyOf(files.keySet()).get(random.nextInt(files.size()));
      files.put(name, damaged(files.getOrDefault(name, "")));

      readOrRefused(RevisionText.of(files), name);
    }
  }

  private static void readOrRefused(RevisionText text, String damaged) {
    try {
      Knowledge knowledge = ConfigReader.parse(text);
      assertThat(ConfigReader.parse(RevisionText.parse(text.text())).procedures())
          .isEqualTo(knowledge.procedures());
    } catch (ConfigException e) {
      assertThat(e.problems()).isNotEmpty().anyMatch(one -> one.file().equals(damaged));
    }
  }

  private String damaged(String text) {
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + random.nextInt(40));
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, from);
      case 1 -> text.substring(0, from) + text.substring(to);
      case 2 -> text.substring(0, to) + text.substring(from);
      default ->
          text.substring(0, from)
              + SPLINTERS.get(random.nextInt(SPLINTERS.size()))
              + text.substring(from);
    };
  }
}
