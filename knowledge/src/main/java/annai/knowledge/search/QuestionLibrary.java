package annai.knowledge.search;

import annai.knowledge.Language;
import annai.knowledge.Library;
import annai.knowledge.Passage;
import java.util.List;

/**
 * A library that also tells how much of a question it covers, so that one it doesn't is refused.
 */
public interface QuestionLibrary extends Library {

  /** The mail client, system and version that a question names. */
  Recognition recognise(String question);

  /** The passages nearest to a question whose names were recognised already, best first. */
  List<Passage> search(String question, Recognition recognition, Language language, int limit);

  /** Whether it is about something that the knowledge is known to be silent on. */
  boolean isOutOfScope(Recognition recognition);

  /**
   * The share, from 0 to 1, of the question's telling words that stand nowhere in the knowledge.
   */
  double unknownShare(String question, Recognition recognition, Language language);

  /** The catalogue ids that fit what was recognised. */
  List<String> mailClientIds(Recognition recognition);
}
