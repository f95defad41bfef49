package annai.bot.answers;

import annai.bot.understanding.Masking;
import annai.knowledge.Language;
import annai.knowledge.MailClient;
import annai.knowledge.Passage;
import annai.knowledge.language.LanguageDetector;
import annai.knowledge.language.TextFolding;
import annai.knowledge.search.QuestionLibrary;
import annai.knowledge.search.Recognition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts answers together from whole passages: nothing is worded anew, so nothing can be made up.
 *
 * <p>A question is refused when it is about a mail client or a version without a procedure, about
 * something that the knowledge is known to be silent on, or when most of its telling words stand
 * nowhere in the knowledge.
 */
public final class PassageAnswers implements Answers {

  private static final int RANKED = 12;
  private static final int SECTIONS = 3;
  private static final double MOSTLY_UNKNOWN = 0.5;
  private static final double CLOSE = 0.6;

  private final QuestionLibrary library;

  public PassageAnswers(QuestionLibrary library) {
    this.library = library;
  }

  @Override
  public Answer to(String question, Language fallback) {
    String text = Masking.mask(TextFolding.clean(question)).text();
    Recognition recognition = library.recognise(text);
    Language language = LanguageDetector.detect(text, recognition.names()).orElse(fallback);
    if (isRefused(text, recognition, language)) {
      return refusal(text, language);
    }
    List<Passage> ranked = library.search(text, recognition, language, RANKED);
    return ranked.isEmpty() ? refusal(text, language) : answer(text, language, ranked);
  }

  private boolean isRefused(String text, Recognition recognition, Language language) {
    return text.isBlank()
        || recognition.outsideManual()
        || isOtherVersion(recognition)
        || library.isOutOfScope(recognition)
        || library.unknownShare(text, recognition, language) > MOSTLY_UNKNOWN;
  }

  /** A version that no procedure covers, of a mail client that has one for another version. */
  private boolean isOtherVersion(Recognition recognition) {
    String version = recognition.version();
    List<String> mailClients = library.mailClientIds(recognition);
    if (version == null || mailClients.isEmpty()) {
      return false;
    }
    return mailClients.stream()
        .flatMap(id -> library.mailClient(id).stream())
        .noneMatch(client -> covers(client, version));
  }

  private static boolean covers(MailClient client, String version) {
    String own = client.version();
    if (own == null) {
      return true;
    }
    String prefix = own.endsWith(".x") ? own.substring(0, own.length() - 1) : own + ".";
    return own.equals(version) || (version + ".").startsWith(prefix);
  }

  private static Answer answer(String question, Language language, List<Passage> ranked) {
    String best = ranked.getFirst().section();
    List<Passage> used =
        new ArrayList<>(
            ranked.stream().filter(passage -> passage.section().equals(best)).distinct().toList());
    ranked.stream()
        .filter(passage -> !passage.section().equals(best))
        .findFirst()
        .filter(next -> isClose(ranked.getFirst(), next))
        .ifPresent(used::add);
    Set<String> sections = new LinkedHashSet<>();
    ranked.forEach(passage -> sections.add(passage.section()));
    return new Answer(
        question,
        language,
        compose(language, used),
        true,
        sections.stream().limit(SECTIONS).toList(),
        used);
  }

  /** Whether the next section is nearly as good and belongs to the same mail client. */
  private static boolean isClose(Passage best, Passage next) {
    int dot = best.section().lastIndexOf('.');
    return dot > 0
        && next.section().startsWith(best.section().substring(0, dot + 1))
        && next.score() >= CLOSE * best.score();
  }

  private static String compose(Language language, List<Passage> passages) {
    List<String> parts = new ArrayList<>();
    for (Passage passage : passages) {
      parts.add(passage.title() + "\n" + passage.text());
    }
    String section = passages.getFirst().section();
    parts.add(
        switch (language) {
          case JA -> "（出典: 手順書 %s）".formatted(section);
          case EN -> "(Source: the manual, %s)".formatted(section);
        });
    return String.join("\n\n", parts);
  }

  private static Answer refusal(String question, Language language) {
    String text =
        switch (language) {
          case JA -> "申し訳ありません。手元の手順書には、そのご質問の答えがありません。よろしければ担当者におつなぎします。";
          case EN ->
              "I'm sorry, the procedures that I have don't answer that question. I can hand you over to"
                  + " a person if you like.";
        };
    return new Answer(question, language, text, false, List.of(), List.of());
  }
}
