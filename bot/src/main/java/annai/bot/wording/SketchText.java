package annai.bot.wording;

import annai.bot.sketch.Sketch;
import annai.bot.sketch.SketchedStep;
import annai.bot.sketch.StepSketch;
import annai.knowledge.Control;
import annai.knowledge.Language;
import annai.knowledge.Library;
import annai.knowledge.MailClient;
import annai.knowledge.Step;
import annai.knowledge.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sketches of the steps of one library, and the words that stand for them. */
public final class SketchText {

  /** Raised when the same step comes to be drawn differently, for those who keep drawings. */
  private static final int EDITION = 1;

  private final Phrases phrases;
  private final Library library;
  private final Language language;

  /**
   * The sketches for one reader.
   *
   * @param language in which they are described, and which values are given in
   */
  public SketchText(Phrases phrases, Library library, Language language) {
    this.phrases = phrases;
    this.library = library;
    this.language = language;
  }

  /** The sketch of a step on a screen of that language. */
  public Sketch draw(StepPlace place, Step step, Language screen) {
    return StepSketch.draw(sketched(place, step, screen));
  }

  /**
   * A sketch as the chat and the page take it: its address below the site's root, its size on a
   * screen of that language, and what stands for it.
   */
  public Map<String, Object> shown(StepPlace place, Step step, Language screen) {
    SketchedStep sketched = sketched(place, step, screen);
    Sketch sketch = StepSketch.draw(sketched);
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("address", address(place));
    shown.put("text", sketched.title() + " " + sketched.description());
    shown.put("width", sketch.width());
    shown.put("height", sketch.height());
    return shown;
  }

  /** The screen's language is still to be added, as {@code &screen=ja}. */
  private String address(StepPlace place) {
    return "procedures/%s/steps/%s/%s.svg?revision=%s&edition=%d&language=%s"
        .formatted(
            place.mailClient(),
            place.phase().id(),
            place.step(),
            library.revision(),
            EDITION,
            language.tag());
  }

  private SketchedStep sketched(StepPlace place, Step step, Language screen) {
    MailClient mailClient =
        library
            .mailClient(place.mailClient())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "No mail client '%s'".formatted(place.mailClient())));
    StepText words = new StepText(library.provider(), language);
    Map<String, String> values = new LinkedHashMap<>();
    for (Control control : step.controls()) {
      if (control.value() != null) {
        values.put(control.id(), words.plain(control.value()));
      }
    }
    boolean question = place.phase() == StepPlace.Phase.CHECK;
    SketchedStep untold =
        new SketchedStep(mailClient, step, question, screen, values, "", "", language);
    return new SketchedStep(
        mailClient,
        step,
        question,
        screen,
        values,
        phrase("sketch.title", Map.of("screen", screen(mailClient, step, words))),
        description(untold, words),
        language);
  }

  private String screen(MailClient mailClient, Step step, StepText words) {
    String screens =
        step.controls().stream()
            .filter(control -> control.kind() == Control.Kind.SCREEN)
            .map(words::label)
            .collect(Collectors.joining(language == Language.JA ? "、" : ", "));
    return screens.isEmpty() ? mailClient.name().in(language) : screens;
  }

  private String description(SketchedStep sketched, StepText words) {
    List<String> entries = new ArrayList<>();
    for (Control control : StepSketch.touched(sketched)) {
      String entry =
          phrase(
              "sketch.entry",
              Map.of(
                  "n", Integer.toString(entries.size() + 1),
                  "kind", phrase("control." + control.kind().id(), Map.of()),
                  "label", words.label(control)));
      entries.add(entry + setting(sketched, control));
    }
    String key = sketched.question() ? "sketch.look" : "sketch.touch";
    return entries.isEmpty()
        ? ""
        : phrase(
            key, Map.of("entries", String.join(language == Language.JA ? "、" : ", ", entries)));
  }

  private String setting(SketchedStep sketched, Control control) {
    String value = sketched.values().get(control.id());
    if (value == null && control.set() != null) {
      value = phrase("sketch." + control.set().id(), Map.of());
    }
    return value == null ? "" : " = " + value;
  }

  private String phrase(String key, Map<String, String> values) {
    return phrases
        .template(key, language)
        .render(this::value, reference -> values.getOrDefault(reference.id(), ""));
  }

  private String value(Template.ProviderValue value) {
    return library.provider().value(value.name(), language).orElse("");
  }
}
