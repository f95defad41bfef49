package annai.knowledge.authoring;

import annai.knowledge.Knowledge;
import annai.knowledge.MailClient;
import annai.knowledge.Provider;
import annai.knowledge.RevisionText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code config/} and refuses it as a whole when anything in it is wrong.
 *
 * <p>What may stand in the files is described in {@code config/README.md}. Files that others read
 * (wording, intents, settings) are left alone.
 */
public final class ConfigReader {

  private final RevisionText text;
  private final List<Problem> problems;

  private ConfigReader(RevisionText text, List<Problem> problems) {
    this.text = text;
    this.problems = problems;
  }

  /**
   * Reads a folder.
   *
   * @throws ConfigException with every problem found
   */
  public static Knowledge read(Path folder) {
    List<Problem> problems = new ArrayList<>();
    RevisionText text = ConfigFolder.read(folder, problems);
    return new ConfigReader(text, problems).read();
  }

  /**
   * Reads a revision again that was kept as text.
   *
   * @throws ConfigException when it doesn't pass today's checks, with every problem found
   */
  public static Knowledge parse(RevisionText text) {
    return new ConfigReader(text, new ArrayList<>()).read();
  }

  private Knowledge read() {
    Provider provider = ProviderReader.read(file("provider.yml"));
    TextReader texts = new TextReader(valueNames(provider));
    Yaml catalogue = file("mail-clients.yml");
    List<MailClient> mailClients = MailClientReader.read(catalogue);
    ProcedureReader procedures = new ProcedureReader(texts, mailClients);
    for (String name : text.files().keySet()) {
      if (name.startsWith(ConfigFolder.PROCEDURES + "/")) {
        procedures.read(file(name), name.substring(name.indexOf('/') + 1, name.length() - 4));
      }
    }
    ReferenceReader reference = new ReferenceReader(texts);
    Knowledge knowledge =
        new Knowledge(
            text.hash(),
            text,
            provider,
            mailClients,
            procedures.inOrderOf(mailClients, catalogue),
            reference.terms(file("terms.yml")),
            reference.topics(file("topics.yml"), procedures.sections()),
            reference.errorTexts(file("error-texts.yml")));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems.stream().distinct().toList());
    }
    return knowledge;
  }

  /** The root of a file; absent, without a further problem, when there is no such file. */
  private Yaml file(String name) {
    String content = text.files().get(name);
    int before = problems.size();
    Yaml root = Yaml.parse(name, content == null ? "" : content, problems);
    if (content != null && !root.isPresent() && problems.size() == before) {
      problems.add(new Problem(name, 0, "is empty"));
    }
    return root;
  }

  /** With no readable provider.yml, all names are let through: one problem is enough for one. */
  private List<String> valueNames(Provider provider) {
    if (problems.stream().anyMatch(problem -> problem.file().equals("provider.yml"))) {
      return Provider.VALUE_NAMES;
    }
    return provider.valueNames();
  }
}
