package annai.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that one revision of {@code config/} says, checked and in the order of its files.
 *
 * <p>Never changes; a new revision is a new one.
 *
 * @param revision the hash of {@code text}
 * @param text what it was read from, to read it again later
 * @param mailClients the catalogue; each has a procedure
 * @param procedures as written, {@code same-as} not followed, in the order of the catalogue
 */
public record Knowledge(
    String revision,
    RevisionText text,
    Provider provider,
    List<MailClient> mailClients,
    List<Procedure> procedures,
    List<Term> terms,
    List<Topic> topics,
    List<ErrorText> errorTexts) {

  public Knowledge {
    mailClients = List.copyOf(mailClients);
    procedures = List.copyOf(procedures);
    terms = List.copyOf(terms);
    topics = List.copyOf(topics);
    errorTexts = List.copyOf(errorTexts);
  }

  /** The mail client with that id. */
  public Optional<MailClient> mailClient(String id) {
    return mailClients.stream().filter(client -> client.id().equals(id)).findFirst();
  }

  /**
   * The procedure of a mail client with {@code same-as} followed: steps and section are those of
   * the procedure that has the steps, notes are its own and then the other's.
   */
  public Optional<Procedure> procedure(String mailClientId) {
    return written(mailClientId).map(this::followed);
  }

  private Procedure followed(Procedure procedure) {
    List<Note> notes = new ArrayList<>(procedure.notes());
    Procedure steps = procedure;
    while (steps.sameAs() != null) {
      steps = written(steps.sameAs()).orElseThrow();
      notes.addAll(steps.notes());
    }
    return new Procedure(
        procedure.mailClient(),
        steps.section(),
        steps.confirm(),
        steps.check(),
        steps.change(),
        notes,
        procedure.sameAs());
  }

  private Optional<Procedure> written(String mailClientId) {
    return procedures.stream().filter(one -> one.mailClient().equals(mailClientId)).findFirst();
  }
}
