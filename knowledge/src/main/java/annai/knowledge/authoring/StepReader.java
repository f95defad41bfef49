package annai.knowledge.authoring;

import annai.knowledge.Control;
import annai.knowledge.LocalizedText;
import annai.knowledge.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the steps of one procedure. */
final class StepReader {

  private static final int MAX_CONTROLS = 12;
  private static final Set<String> KEYS = Set.of("id", "source", "controls", "text");
  private static final Set<String> KINDS =
      Stream.of(Control.Kind.values())
          .map(Control.Kind::id)
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> CONTROL_KEYS =
      Stream.concat(Stream.of("id", "value", "set"), KINDS.stream())
          .collect(Collectors.toUnmodifiableSet());

  private final TextReader texts;
  private final Set<String> ids = new HashSet<>();

  StepReader(TextReader texts) {
    this.texts = texts;
  }

  List<Step> steps(Yaml place) {
    List<Step> steps = new ArrayList<>();
    for (Yaml item : place.items()) {
      steps.add(step(item));
    }
    return steps;
  }

  Step step(Yaml place) {
    place.allowOnly(KEYS);
    String id = TextReader.newId(place.require("id"), ids);
    Set<String> controlIds = new LinkedHashSet<>();
    List<Control> controls = new ArrayList<>();
    List<Yaml> items = place.get("controls").items();
    if (items.size() > MAX_CONTROLS) {
      place.refuse(
          "step '%s' has %d controls; expected at most %d"
              .formatted(id, items.size(), MAX_CONTROLS));
    }
    for (Yaml item : items) {
      controls.add(control(item, controlIds));
    }
    LocalizedText text = texts.stepText(place.require("text"), controlIds);
    return new Step(id, controls, text, source(place.get("source")));
  }

  private Control control(Yaml place, Set<String> ids) {
    place.allowOnly(CONTROL_KEYS);
    String id = TextReader.newId(place.require("id"), ids);
    Yaml label = place.get("");
    Control.Kind kind = Control.Kind.FIELD;
    int kinds = 0;
    for (Map.Entry<String, Yaml> entry : place.entries().entrySet()) {
      if (KINDS.contains(entry.getKey())) {
        kinds++;
        kind = Control.Kind.ofId(entry.getKey()).orElse(kind);
        label = entry.getValue();
      }
    }
    if (kinds != 1 && place.isPresent()) {
      place.refuse(
          "the control '%s' has %d kinds; expected one of %s"
              .formatted(id, kinds, KINDS.stream().sorted().toList()));
    }
    return new Control(
        id, kind, TextReader.plain(label), value(place.get("value")), set(place.get("set"), kind));
  }

  private @Nullable String value(Yaml place) {
    return place.isPresent() ? texts.value(place) : null;
  }

  private static Control.@Nullable Setting set(Yaml place, Control.Kind kind) {
    if (!place.isPresent()) {
      return null;
    }
    String id = place.text();
    Control.Setting setting = Control.Setting.ofId(id).orElse(null);
    if (setting == null) {
      place.refuse("'%s' is no setting; expected on or off".formatted(id));
    } else if (!kind.canBeSet()) {
      place.refuse(
          "a control of kind %s can't be set to '%s'; expected a checkbox, option or switch"
              .formatted(kind.id(), id));
    }
    return setting;
  }

  private static Step.Source source(Yaml place) {
    if (!place.isPresent()) {
      return Step.Source.MANUAL;
    }
    String id = place.text();
    Step.Source source = Step.Source.ofId(id).orElse(null);
    if (source == null) {
      place.refuse("'%s' is no source; expected manual or provider".formatted(id));
      return Step.Source.MANUAL;
    }
    return source;
  }
}
