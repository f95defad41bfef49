package annai.knowledge;

import java.util.List;

/**
 * One thing that the customer does or looks at, small enough for one message.
 *
 * @param id unique within its procedure, stable over languages and revisions
 * @param text may name {@code {provider.*}}, {@code {smtp.*}}, {@code {imap.*}}, {@code {pop.*}}
 *     and the ids of its own controls, nothing else
 */
public record Step(String id, List<Control> controls, LocalizedText text) {

  public Step {
    controls = List.copyOf(controls);
  }
}
