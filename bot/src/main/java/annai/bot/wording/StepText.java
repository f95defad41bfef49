package annai.bot.wording;

import annai.knowledge.Control;
import annai.knowledge.Language;
import annai.knowledge.Provider;
import annai.knowledge.Step;
import annai.knowledge.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A step in words, with what stands on the customer's screen in both languages. */
public final class StepText {

  private final Provider provider;
  private final Language language;

  public StepText(Provider provider, Language language) {
    this.provider = provider;
    this.language = language;
  }

  public String text(Step step) {
    return Template.parse(step.text().in(language))
        .render(this::value, reference -> label(step, reference.id()));
  }

  /** A text of the knowledge that names no controls. */
  String plain(String text) {
    return Template.parse(text).render(this::value, reference -> reference.id());
  }

  List<Map<String, Object>> controls(Step step) {
    List<Map<String, Object>> controls = new ArrayList<>();
    for (Control control : step.controls()) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("id", control.id());
      shown.put("kind", control.kind().id());
      shown.put("label", label(control));
      if (control.value() != null) {
        shown.put("value", plain(control.value()));
      }
      controls.add(shown);
    }
    return controls;
  }

  /** "詳細設定 (Advanced)": the screen's language is not the chat's. */
  String label(Control control) {
    String own = control.label().in(language);
    String other = control.label().in(language == Language.JA ? Language.EN : Language.JA);
    return own.equals(other) ? own : own + " (" + other + ")";
  }

  /** The label of a control of the step. */
  String label(Step step, String id) {
    return step.controls().stream()
        .filter(control -> control.id().equals(id))
        .findFirst()
        .map(this::label)
        .orElse(id);
  }

  private String value(Template.ProviderValue value) {
    return provider.value(value.name(), language).orElse("");
  }
}
