package annai.bot.answers;

import annai.knowledge.Language;
import annai.knowledge.Passage;
import java.util.List;

/**
 * What is said to a side question.
 *
 * @param text in the question's language; an honest no where the knowledge has no answer
 * @param answerable whether the knowledge answers it
 * @param sections where the answer stands, best first; empty when there is none
 * @param passages what it was put together from, best first; empty when there is none
 */
public record Answer(
    String question,
    Language language,
    String text,
    boolean answerable,
    List<String> sections,
    List<Passage> passages) {

  public Answer {
    sections = List.copyOf(sections);
    passages = List.copyOf(passages);
  }
}
