package annai.bot.wording;

import annai.bot.sketch.Sketch;
import annai.knowledge.Language;
import annai.knowledge.Library;
import annai.knowledge.Procedure;
import annai.knowledge.Step;
import annai.knowledge.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Procedures to be read as a whole, outside a conversation. */
public final class ProcedureText {

  private final Phrases phrases;
  private final Library library;
  private final Language language;

  public ProcedureText(Phrases phrases, Library library, Language language) {
    this.phrases = phrases;
    this.library = library;
    this.language = language;
  }

  public Library library() {
    return library;
  }

  public Language language() {
    return language;
  }

  /** A sentence of the wording. */
  public String words(String key, Map<String, String> values) {
    return phrases
        .template(key, language)
        .render(this::value, reference -> values.getOrDefault(reference.id(), ""));
  }

  public String words(String key) {
    return words(key, Map.of());
  }

  /** The name of a mail client. */
  public String name(String mailClient) {
    return Wording.name(library, mailClient, language);
  }

  /** A text of the knowledge that names no controls. */
  public String plain(String text) {
    return steps().plain(text);
  }

  /** A step's text, taken apart so that labels and values can be set off. */
  public List<Span> spans(Step step) {
    List<Span> spans = new ArrayList<>();
    for (Template.Piece piece : Template.parse(step.text().in(language)).pieces()) {
      spans.add(
          switch (piece) {
            case Template.Words(String words) -> new Span(words, Span.Kind.WORDS);
            case Template.ProviderValue value -> new Span(value(value), Span.Kind.VALUE);
            case Template.ControlReference(String id) ->
                new Span(steps().label(step, id), Span.Kind.CONTROL);
          });
    }
    return spans;
  }

  /** The steps of one phase; of the question at most one. */
  public List<Step> steps(String mailClient, StepPlace.Phase phase) {
    return library
        .procedure(mailClient)
        .map(procedure -> steps(procedure, phase))
        .orElse(List.of());
  }

  /** The sketch of a step; empty when there is no such step. */
  public Optional<Sketch> sketch(StepPlace place, Language screen) {
    return steps(place.mailClient(), place.phase()).stream()
        .filter(step -> step.id().equals(place.step()))
        .findFirst()
        .map(step -> sketches().draw(place, step, screen));
  }

  /** A sketch's address, size and description. */
  public Map<String, Object> shown(StepPlace place, Step step, Language screen) {
    return sketches().shown(place, step, screen);
  }

  private static List<Step> steps(Procedure procedure, StepPlace.Phase phase) {
    return switch (phase) {
      case CONFIRM -> procedure.confirm();
      case CHECK -> procedure.checkQuestion().stream().toList();
      case CHANGE -> procedure.change();
    };
  }

  private StepText steps() {
    return new StepText(library.provider(), language);
  }

  private SketchText sketches() {
    return new SketchText(phrases, library, language);
  }

  private String value(Template.ProviderValue value) {
    return library.provider().value(value.name(), language).orElse("");
  }

  /** A part of a text. */
  public record Span(String text, Kind kind) {

    /** What a part is. */
    public enum Kind {
      WORDS,
      /** A label as it stands on the screen. */
      CONTROL,
      /** A value of the provider. */
      VALUE
    }
  }
}
