package annai.knowledge;

import java.util.List;
import java.util.Optional;

/**
 * Everything known, in one revision: to look up by key and to search by words.
 *
 * <p>A library never changes; a new revision is a new library. Safe for use by many threads.
 */
public interface Library {

  /** The hash of the files that it was made from. */
  String revision();

  Provider provider();

  /** All mail clients that have a procedure, in the order of the catalogue. */
  List<MailClient> mailClients();

  /** The mail client with that id. */
  Optional<MailClient> mailClient(String id);

  /** The procedure of a mail client, {@code same-as} already followed. */
  Optional<Procedure> procedure(String mailClientId);

  List<Term> terms();

  List<ErrorText> errorTexts();

  /**
   * The passages nearest to a question, best first.
   *
   * @param limit how many at most
   */
  List<Passage> search(String question, Language language, int limit);
}
