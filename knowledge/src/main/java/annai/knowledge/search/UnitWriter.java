package annai.knowledge.search;

import annai.knowledge.Control;
import annai.knowledge.Knowledge;
import annai.knowledge.Language;
import annai.knowledge.LocalizedText;
import annai.knowledge.MailClient;
import annai.knowledge.Note;
import annai.knowledge.Procedure;
import annai.knowledge.Step;
import annai.knowledge.Template;
import annai.knowledge.Term;
import annai.knowledge.Topic;
import annai.knowledge.language.TextFolding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes the units of a knowledge: topics, terms, notes, and each phase of each procedure. */
final class UnitWriter {

  private static final int SHORTEST_LABEL = 4;
  private static final Pattern ACCESS_KEY = Pattern.compile("\\([a-z]\\)");

  private final Knowledge knowledge;

  UnitWriter(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  List<Unit> units() {
    List<Unit> units = new ArrayList<>();
    for (Topic topic : knowledge.topics()) {
      units.add(
          new Unit(
              Unit.Kind.TOPIC,
              topic.section(),
              mailClientsOf(topic.section()),
              plain(topic.title()),
              plain(topic.text()),
              Set.of()));
    }
    for (Term term : knowledge.terms()) {
      units.add(
          new Unit(
              Unit.Kind.TERM,
              "glossary:" + term.id(),
              Set.of(),
              plain(term.name()),
              plain(term.text()),
              Set.of()));
    }
    knowledge.mailClients().forEach(mailClient -> addProcedure(units, mailClient));
    return units;
  }

  private void addProcedure(List<Unit> units, MailClient mailClient) {
    Procedure procedure = knowledge.procedure(mailClient.id()).orElse(null);
    if (procedure == null) {
      return;
    }
    Set<String> mailClients = Set.of(mailClient.id());
    List<Step> confirm = new ArrayList<>(procedure.confirm());
    procedure.checkQuestion().ifPresent(confirm::add);
    addSteps(units, Unit.Kind.CONFIRM, procedure.section() + ".1", mailClient, confirm);
    addSteps(units, Unit.Kind.CHANGE, procedure.section() + ".2", mailClient, procedure.change());
    for (Note note : procedure.notes()) {
      String phase = note.kind() == Note.Kind.END_OF_SUPPORT ? ".2" : ".1";
      units.add(
          new Unit(
              Unit.Kind.NOTE,
              procedure.section() + phase,
              mailClients,
              mailClient.name(),
              plain(note.text()),
              Set.of()));
    }
  }

  private void addSteps(
      List<Unit> units, Unit.Kind kind, String section, MailClient mailClient, List<Step> steps) {
    if (steps.isEmpty()) {
      return;
    }
    units.add(
        new Unit(
            kind,
            section,
            Set.of(mailClient.id()),
            title(mailClient, kind),
            LocalizedText.of(numbered(steps, Language.JA), numbered(steps, Language.EN)),
            labels(steps)));
  }

  private static Set<String> labels(List<Step> steps) {
    Set<String> labels = new HashSet<>();
    for (Step step : steps) {
      for (Control control : step.controls()) {
        for (Language language : Language.values()) {
          String folded = TextFolding.fold(control.label().in(language));
          String label = ACCESS_KEY.matcher(folded).replaceAll("").replaceAll("[.:]{1,3}$", "");
          if (label.length() >= SHORTEST_LABEL) {
            labels.add(label.strip());
          }
        }
      }
    }
    return labels;
  }

  private static LocalizedText title(MailClient mailClient, Unit.Kind kind) {
    boolean change = kind == Unit.Kind.CHANGE;
    return LocalizedText.of(
        mailClient.name().in(Language.JA) + (change ? " の変更手順" : " の確認方法"),
        (change ? "Changing the settings in " : "Checking the settings in ")
            + mailClient.name().in(Language.EN));
  }

  private String numbered(List<Step> steps, Language language) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      text.append(i + 1).append(". ").append(stepText(step, language));
      if (step.source() == Step.Source.PROVIDER) {
        text.append(beside(language));
      }
      text.append(i + 1 < steps.size() ? "\n" : "");
    }
    return text.toString();
  }

  private String beside(Language language) {
    String name = knowledge.provider().name().in(language);
    return switch (language) {
      case JA -> "（手順書にはない、%sの案内です）".formatted(name);
      case EN -> " (%s adds this; it isn't in the manual.)".formatted(name);
    };
  }

  private String stepText(Step step, Language language) {
    return Template.parse(step.text().in(language))
        .render(
            value -> value(value.name(), language),
            reference -> label(control(step, reference.id()), language))
        .strip();
  }

  private static Control control(Step step, String id) {
    return step.controls().stream()
        .filter(control -> control.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No control '%s'".formatted(id)));
  }

  private static String label(Control control, Language language) {
    String ja = control.label().in(Language.JA);
    String en = control.label().in(Language.EN);
    String both = ja.equals(en) ? ja : ja + " (" + en + ")";
    return switch (language) {
      case JA -> "「" + both + "」";
      case EN -> "\"" + both + "\"";
    };
  }

  private LocalizedText plain(LocalizedText text) {
    return LocalizedText.of(plain(text, Language.JA), plain(text, Language.EN));
  }

  private String plain(LocalizedText text, Language language) {
    return Template.parse(text.in(language))
        .render(value -> value(value.name(), language), reference -> "{" + reference.id() + "}")
        .strip();
  }

  private String value(String name, Language language) {
    return knowledge.provider().value(name, language).orElse("");
  }

  private Set<String> mailClientsOf(String section) {
    Set<String> found = new HashSet<>();
    for (Procedure procedure : knowledge.procedures()) {
      if (section.equals(procedure.section()) || section.startsWith(procedure.section() + ".")) {
        found.add(procedure.mailClient());
        knowledge.procedures().stream()
            .filter(other -> procedure.mailClient().equals(other.sameAs()))
            .forEach(other -> found.add(other.mailClient()));
      }
    }
    return found;
  }
}
