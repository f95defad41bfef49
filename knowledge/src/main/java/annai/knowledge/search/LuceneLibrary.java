package annai.knowledge.search;

import annai.knowledge.ErrorText;
import annai.knowledge.Knowledge;
import annai.knowledge.Language;
import annai.knowledge.MailClient;
import annai.knowledge.Passage;
import annai.knowledge.Procedure;
import annai.knowledge.Provider;
import annai.knowledge.Term;
import annai.knowledge.language.TextFolding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The library in memory: lexical ranking by Lucene, weighed by the mail client that is named and by
 * what the question is about.
 */
public final class LuceneLibrary implements QuestionLibrary {

  private static final double OTHER_MAIL_CLIENT = 0.02;
  private static final double LABEL_WEIGHT = 0.8;

  /** Labels that tell what the question is about, too. */
  private static final Pattern KEEP = Pattern.compile("ポート|port|認証|auth|smtp|ログイン");

  /** Labels on the screen, which say nothing about what the question is about. */
  private static final Pattern QUOTED =
      Pattern.compile("「[^」]{1,60}」|『[^』]{1,60}』|\"[^\"]{1,60}\"|\\[[^\\]]{1,60}\\]");

  private final Knowledge knowledge;
  private final SearchVocabulary vocabulary;
  private final MailClientRecognizer recognizer;
  private final UnitIndex index;
  private final List<String> labels;

  public LuceneLibrary(Knowledge knowledge, NameCatalogue names, SearchVocabulary vocabulary) {
    this.knowledge = knowledge;
    this.vocabulary = vocabulary;
    this.recognizer = new MailClientRecognizer(names, knowledge.mailClients());
    List<Unit> units = new UnitWriter(knowledge).units();
    this.index = new UnitIndex(units, vocabulary);
    this.labels =
        units.stream()
            .flatMap(unit -> unit.labels().stream())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /**
   * A library of that knowledge with the words below that {@code config/}.
   *
   * @throws annai.knowledge.authoring.ConfigException naming every problem of the files
   */
  public static LuceneLibrary of(Path config, Knowledge knowledge) {
    return new LuceneLibrary(
        knowledge, NameCatalogueReader.read(config), SearchVocabulary.read(config));
  }

  @Override
  public String revision() {
    return knowledge.revision();
  }

  @Override
  public Provider provider() {
    return knowledge.provider();
  }

  @Override
  public List<MailClient> mailClients() {
    return knowledge.mailClients();
  }

  @Override
  public Optional<MailClient> mailClient(String id) {
    return knowledge.mailClient(id);
  }

  @Override
  public Optional<Procedure> procedure(String mailClientId) {
    return knowledge.procedure(mailClientId);
  }

  @Override
  public List<Term> terms() {
    return knowledge.terms();
  }

  @Override
  public List<ErrorText> errorTexts() {
    return knowledge.errorTexts();
  }

  @Override
  public List<Passage> search(String question, Language language, int limit) {
    String text = TextFolding.clean(question);
    return search(text, recognizer.recognise(text), language, limit);
  }

  /** The same for a question whose mail client is known already. */
  @Override
  public List<Passage> search(
      String question, Recognition recognition, Language language, int limit) {
    List<Passage> passages = new ArrayList<>();
    Question asked = asked(recognition);
    for (UnitIndex.Hit hit : index.search(question, language)) {
      double score = (hit.score() + 1) * weight(hit.unit(), asked);
      passages.add(
          new Passage(
              hit.unit().section(),
              language,
              hit.unit().title().in(language),
              hit.unit().text().in(language),
              score));
    }
    passages.sort(Comparator.comparingDouble(Passage::score).reversed());
    return List.copyOf(passages.subList(0, Math.min(limit, passages.size())));
  }

  /** What a question says about the mail client that it is about. */
  @Override
  public Recognition recognise(String question) {
    return recognizer.recognise(TextFolding.clean(question));
  }

  /** Whether the question is about something that the knowledge is known to be silent on. */
  @Override
  public boolean isOutOfScope(Recognition recognition) {
    return vocabulary.isOutOfScope(recognition.folded());
  }

  /** The share of the question's telling words that stand nowhere in the knowledge, 0 to 1. */
  @Override
  public double unknownShare(String question, Recognition recognition, Language language) {
    return index.unknownShare(question, recognition, language);
  }

  /** How well the question's aspects fit the kind of a passage. */
  private double weight(Unit unit, Question question) {
    double weight = clientWeight(unit, question.mailClients());
    weight *= 1 + LABEL_WEIGHT * question.labels().stream().filter(unit.labels()::contains).count();
    for (SearchVocabulary.Aspect aspect : SearchVocabulary.Aspect.values()) {
      if (vocabulary.has(aspect, question.about())) {
        weight *= AspectWeights.of(aspect, unit, question.mailClients().isEmpty());
      }
    }
    return weight;
  }

  /**
   * A question taken apart.
   *
   * @param about its folded text without the labels of controls
   * @param labels those labels
   */
  private record Question(String about, List<String> labels, List<String> mailClients) {}

  private Question asked(Recognition recognition) {
    List<String> found = new ArrayList<>();
    String about = recognition.folded();
    for (String label : labels) {
      if (about.contains(label)) {
        found.add(label);
        about = KEEP.matcher(label).find() ? about : about.replace(label, " ");
      }
    }
    return new Question(QUOTED.matcher(about).replaceAll(" "), found, mailClientIds(recognition));
  }

  /** The mail clients that a question is about; a system with one mail client stands for it. */
  @Override
  public List<String> mailClientIds(Recognition recognition) {
    if (!recognition.mailClientIds().isEmpty() || recognition.os() == null) {
      return recognition.mailClientIds();
    }
    List<String> ids =
        knowledge.mailClients().stream()
            .filter(client -> client.os() == recognition.os())
            .map(MailClient::id)
            .toList();
    return ids.size() <= 2 ? ids : List.of();
  }

  private static double clientWeight(Unit unit, List<String> mailClientIds) {
    Set<String> about = unit.mailClients();
    if (mailClientIds.isEmpty()) {
      return about.isEmpty() ? 2 : 0.6;
    }
    if (about.isEmpty()) {
      return 0.5;
    }
    return mailClientIds.stream().anyMatch(about::contains) ? 2 : OTHER_MAIL_CLIENT;
  }
}
