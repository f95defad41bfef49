package annai.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import annai.knowledge.Language;
import annai.knowledge.MailClient;
import annai.knowledge.Procedure;
import annai.knowledge.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DialogueTest {

  private static final Path FOLDER =
      Shipped.CONFIG.resolveSibling("bot/src/test/resources/dialogues");

  @TestFactory
  Stream<DynamicTest> dialogues() {
    return scripts().stream()
        .map(
            script ->
                DynamicTest.dynamicTest(
                    String.valueOf(script.getFileName()), () -> played(script)));
  }

  @Test
  void shippedProcedures_allDialogues_passEveryStep() {
    Set<String> passed = new TreeSet<>();
    scripts().forEach(script -> passed.addAll(played(script).stepsShown));
    assertThat(passed).containsAll(allSteps());
  }

  @Test
  void shippedMailClients_dialogues_areThereInBothLanguages() {
    for (MailClient client : Shipped.LIBRARY.mailClients()) {
      for (Language language : Language.values()) {
        assertThat(FOLDER.resolve(client.id() + "." + language.tag() + ".txt")).exists();
      }
    }
  }

  @Test
  void pastedPassword_dialogue_keepsNothingOfIt() {
    assertThat(played(FOLDER.resolve("pasted-password.txt")).kept())
        .contains("●●●●")
        .doesNotContain("Tr0ub4dor");
  }

  private static Set<String> allSteps() {
    Set<String> all = new TreeSet<>();
    for (MailClient client : Shipped.LIBRARY.mailClients()) {
      Procedure procedure = Shipped.LIBRARY.procedure(client.id()).orElseThrow();
      for (Procedure.Phase phase : Procedure.Phase.values()) {
        for (Step step : procedure.steps(phase)) {
          all.add(client.id() + " " + phase.name().toLowerCase(Locale.ROOT) + "/" + step.id());
        }
      }
      if (procedure.check() != null) {
        all.add(client.id() + " check");
      }
    }
    return all;
  }

  private static List<Path> scripts() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dialogue played(Path script) {
    try {
      List<String> lines = Files.readAllLines(script);
      Language language =
          lines.stream()
              .filter(line -> line.startsWith("language:"))
              .map(line -> Language.ofTag(line.substring("language:".length())).orElseThrow())
              .findFirst()
              .orElseThrow();
      Dialogue dialogue =
          new Dialogue(
              String.valueOf(script.getFileName()),
              language,
              lines.contains("letters: on")
                  ? Shipped.engineWithLetters(TicketPolicy.ON_FAILURE)
                  : Shipped.engine(TicketPolicy.ON_FAILURE));
      dialogue.play(lines);
      return dialogue;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
