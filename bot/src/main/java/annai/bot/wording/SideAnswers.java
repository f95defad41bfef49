package annai.bot.wording;

import annai.knowledge.Language;
import annai.knowledge.Library;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers questions beside the procedure, from the library. */
@FunctionalInterface
public interface SideAnswers {

  /**
   * The answer with its sources; empty when the library has none.
   *
   * @param mailClient the catalogue id of the customer's, which a question may leave unsaid; null
   *     while it is not known
   */
  Optional<SideAnswer> answer(
      String question, Language language, Library library, @Nullable String mailClient);

  /**
   * An answer.
   *
   * @param sources where it stands, such as "1.8.2" or "glossary:SMTP-AUTH"
   */
  record SideAnswer(String text, List<String> sources) {
    public SideAnswer {
      sources = List.copyOf(sources);
    }
  }
}
