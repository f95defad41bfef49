package annai.knowledge.authoring;

import annai.knowledge.MailClient;
import annai.knowledge.Note;
import annai.knowledge.Procedure;
import annai.knowledge.Step;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the procedures one by one, and then checks what only shows over all of them. */
final class ProcedureReader {

  static final Pattern SECTION = Pattern.compile("[1-9][0-9]{0,2}(\\.[1-9][0-9]{0,2}){0,3}");

  private static final Set<String> KEYS =
      Set.of("mail-client", "section", "same-as", "confirm", "check", "change", "notes");
  private static final int MAX_STEPS = 40;

  private final TextReader texts;
  private final Set<String> catalogue;
  private final Map<String, Procedure> procedures = new LinkedHashMap<>();
  private final Map<String, Yaml> sameAsPlaces = new HashMap<>();
  private final Map<String, String> sections = new HashMap<>();

  ProcedureReader(TextReader texts, List<MailClient> catalogue) {
    this.texts = texts;
    this.catalogue = catalogue.stream().map(MailClient::id).collect(Collectors.toSet());
  }

  /**
   * Reads one file.
   *
   * @param named the mail client after which the file is named
   */
  void read(Yaml file, String named) {
    file.allowOnly(KEYS);
    String mailClient = mailClient(file.require("mail-client"), named);
    String section = section(file.require("section"), mailClient);
    String sameAs = sameAs(file.get("same-as"), mailClient);
    StepReader steps = new StepReader(texts);
    List<Step> confirm = phase(file, "confirm", steps);
    Yaml checkPlace = file.get("check");
    Step check = checkPlace.isPresent() ? steps.step(checkPlace) : null;
    List<Step> change = phase(file, "change", steps);
    refuseMisplacedSteps(file, sameAs, change);
    List<Note> notes = notes(file.get("notes"));
    procedures.put(
        mailClient, new Procedure(mailClient, section, confirm, check, change, notes, sameAs));
  }

  /** All procedures in the order of the catalogue; refuses cycles and gaps. */
  List<Procedure> inOrderOf(List<MailClient> mailClients, Yaml catalogueFile) {
    sameAsPlaces.forEach(this::refuseCycle);
    List<Procedure> inOrder = new ArrayList<>();
    for (MailClient mailClient : mailClients) {
      Procedure procedure = procedures.get(mailClient.id());
      if (procedure != null) {
        inOrder.add(procedure);
      } else if (!mailClient.id().isEmpty()) {
        catalogueFile.refuse(
            "the mail client '%s' has no procedure; expected a file procedures/%s.yml"
                .formatted(mailClient.id(), mailClient.id()));
      }
    }
    return inOrder;
  }

  /** The sections of all procedures read so far. */
  Set<String> sections() {
    return Set.copyOf(sections.keySet());
  }

  private String mailClient(Yaml place, String named) {
    String id = TextReader.required(place);
    if (id.isEmpty()) {
      return named;
    }
    if (!catalogue.contains(id)) {
      place.refuse(
          "the mail client '%s' is not in mail-clients.yml%s"
              .formatted(id, NearMiss.of(id, catalogue)));
    } else if (!id.equals(named)) {
      place.refuse(
          "the mail client is '%s', but the file is named '%s.yml'; expected the same"
              .formatted(id, named));
    }
    return id;
  }

  private String section(Yaml place, String mailClient) {
    String section = TextReader.required(place);
    if (!section.isEmpty() && !SECTION.matcher(section).matches()) {
      place.refuse("'%s' is no section; expected one such as \"1.4\"".formatted(section));
    } else if (!section.isEmpty()) {
      String other = sections.putIfAbsent(section, mailClient);
      if (other != null) {
        place.refuse(
            "the section '%s' belongs to '%s' already; expected another one"
                .formatted(section, other));
      }
    }
    return section;
  }

  private @Nullable String sameAs(Yaml place, String mailClient) {
    if (!place.isPresent()) {
      return null;
    }
    String other = TextReader.required(place);
    if (!other.isEmpty() && !catalogue.contains(other)) {
      place.refuse(
          "same-as names the mail client '%s', which is not in mail-clients.yml%s"
              .formatted(other, NearMiss.of(other, catalogue)));
    }
    sameAsPlaces.put(mailClient, place);
    return other;
  }

  private static List<Step> phase(Yaml file, String phase, StepReader steps) {
    List<Step> read = steps.steps(file.get(phase));
    if (read.size() > MAX_STEPS) {
      file.get(phase)
          .refuse(
              "'%s' has %d steps; expected at most %d".formatted(phase, read.size(), MAX_STEPS));
    }
    return read;
  }

  private static void refuseMisplacedSteps(Yaml file, @Nullable String sameAs, List<Step> change) {
    if (sameAs == null && change.isEmpty() && file.isPresent()) {
      file.refuse("'change' has no step; expected at least one, or 'same-as' in its place");
    }
    if (sameAs != null) {
      for (String phase : List.of("confirm", "check", "change")) {
        if (file.get(phase).isPresent()) {
          file.get(phase)
              .refuse("'%s' stands beside 'same-as'; expected one of the two".formatted(phase));
        }
      }
    }
  }

  private List<Note> notes(Yaml place) {
    List<Note> notes = new ArrayList<>();
    for (Yaml item : place.items()) {
      item.allowOnly(Set.of("kind", "date", "text"));
      Note.Kind kind = kind(item.require("kind"));
      Yaml date = kind == Note.Kind.END_OF_SUPPORT ? item.require("date") : item.get("date");
      LocalDate day = date.isPresent() ? TextReader.date(date) : null;
      notes.add(new Note(kind, day, texts.text(item.require("text"))));
    }
    return notes;
  }

  private static Note.Kind kind(Yaml place) {
    String id = TextReader.required(place);
    Note.Kind kind = Note.Kind.ofId(id).orElse(null);
    if (kind == null && !id.isEmpty()) {
      List<String> known = Stream.of(Note.Kind.values()).map(Note.Kind::id).toList();
      place.refuse(
          "'%s' is no kind of note%s; expected one of %s"
              .formatted(id, NearMiss.of(id, known), known));
    }
    return kind == null ? Note.Kind.EXPLANATION : kind;
  }

  private void refuseCycle(String mailClient, Yaml place) {
    Set<String> seen = new HashSet<>();
    String at = mailClient;
    while (at != null) {
      if (!seen.add(at)) {
        place.refuse(
            "same-as of '%s' leads in a circle; expected it to end at a procedure with steps"
                .formatted(mailClient));
        return;
      }
      Procedure procedure = procedures.get(at);
      at = procedure == null ? null : procedure.sameAs();
    }
  }
}
