package annai.bot.answers;

import annai.knowledge.Language;

/** Answers side questions from what is known. Safe for use by many threads. */
@FunctionalInterface
public interface Answers {

  /**
   * The answer to a question; never throws, whatever the text.
   *
   * @param language in which to answer when the question itself has none
   */
  Answer to(String question, Language language);
}
