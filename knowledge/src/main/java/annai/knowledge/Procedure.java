package annai.knowledge;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a provider wants one mail client to be looked at and changed.
 *
 * @param mailClient the id of the {@link MailClient}
 * @param section where the provider's manual says it, such as "1.4"
 * @param confirm steps that only look
 * @param check the question at the end of {@code confirm}: yes leads to the change, no to evidence;
 *     null leads to the change at once
 * @param change steps that change settings; the section of these is {@code section + ".2"}
 * @param sameAs the id of the mail client whose steps hold here too; null when this one has its own
 */
public record Procedure(
    String mailClient,
    String section,
    List<Step> confirm,
    @Nullable Step check,
    List<Step> change,
    List<Note> notes,
    @Nullable String sameAs) {

  public Procedure {
    confirm = List.copyOf(confirm);
    change = List.copyOf(change);
    notes = List.copyOf(notes);
  }

  /** The steps of one phase, in order. */
  public List<Step> steps(Phase phase) {
    return switch (phase) {
      case CONFIRM -> confirm;
      case CHANGE -> change;
    };
  }

  /** The check, where the procedure has one. */
  public Optional<Step> checkQuestion() {
    return Optional.ofNullable(check);
  }

  /** A part of a procedure. */
  public enum Phase {
    CONFIRM,
    CHANGE
  }
}
