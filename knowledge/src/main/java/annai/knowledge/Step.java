package annai.knowledge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that the customer does or looks at, small enough for one message.
 *
 * @param id unique within its procedure, stable over languages and revisions
 * @param text may name {@code {provider.*}}, {@code {smtp.*}}, {@code {imap.*}}, {@code {pop.*}}
 *     and the ids of its own controls, nothing else; {@link Template} takes it apart
 * @param source who says so
 */
public record Step(String id, List<Control> controls, LocalizedText text, Source source) {

  public Step {
    controls = List.copyOf(controls);
  }

  /** A step that the provider's manual has. */
  public Step(String id, List<Control> controls, LocalizedText text) {
    this(id, controls, text, Source.MANUAL);
  }

  /** Who says that this step is needed. */
  public enum Source {
    /** The provider's manual, in the section of the procedure. */
    MANUAL,
    /** The provider, beside its manual: never to be cited as the manual's. */
    PROVIDER;

    /** The word in files: "manual" or "provider". */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The source written so in a file; empty when there is none. */
    public static Optional<Source> ofId(String id) {
      for (Source source : values()) {
        if (source.id().equals(id)) {
          return Optional.of(source);
        }
      }
      return Optional.empty();
    }
  }
}
