package annai.knowledge.authoring;

import annai.knowledge.Language;
import annai.knowledge.authoring.DraftStep.DraftControl;
import annai.knowledge.authoring.ManualReading.Note;
import annai.knowledge.authoring.ManualReading.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML file of a draft; all quoting is the emitter's. */
final class DraftYaml {

  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDumpComments(true)
          .setUseUnicodeEncoding(true)
          .setWidth(10_000)
          .setIndent(2)
          .setIndicatorIndent(2)
          .setIndentWithIndicator(true)
          .build();

  private final Language written;
  private final List<NodeTuple> root = new ArrayList<>();
  private final List<Node> list = new ArrayList<>();
  private final List<CommentLine> head = new ArrayList<>();

  DraftYaml(Language written) {
    this.written = written;
  }

  /** A comment above the next key. */
  void comment(String text) {
    head.add(line(text));
  }

  void put(String key, String value) {
    root(key, scalar(value, ScalarStyle.PLAIN));
  }

  void putQuoted(String key, String value) {
    root(key, scalar(value, ScalarStyle.DOUBLE_QUOTED));
  }

  void steps(String phase, List<DraftStep> steps) {
    List<Node> nodes = new ArrayList<>();
    for (DraftStep step : steps) {
      nodes.add(step(phase + "-" + (nodes.size() + 1), step));
    }
    sequence(phase, nodes);
  }

  void check(DraftStep step) {
    root("check", step("check", step));
  }

  private Node step(String id, DraftStep step) {
    List<NodeTuple> node = new ArrayList<>();
    node.add(tuple("id", scalar(id, ScalarStyle.PLAIN), "Line " + step.line()));
    List<Node> controls = new ArrayList<>();
    for (DraftControl control : step.controls()) {
      controls.add(
          mapping(
              List.of(
                  tuple("id", scalar(control.id(), ScalarStyle.PLAIN), null),
                  tuple(control.kind().id(), localized(control.label()), null))));
    }
    if (!controls.isEmpty()) {
      node.add(
          tuple(
              "controls",
              new SequenceNode(Tag.SEQ, controls, FlowStyle.BLOCK),
              "Guessed: which labels are controls, and of which kind"));
    }
    node.add(tuple("text", localized(step.text()), null));
    return mapping(node);
  }

  void notes(List<Note> notes) {
    List<Node> nodes = new ArrayList<>();
    for (Note note : notes) {
      List<NodeTuple> node = new ArrayList<>();
      boolean dated = note.date() != null || note.about() == Note.About.EXPLANATION;
      node.add(
          tuple(
              "kind",
              scalar(
                  (dated ? note.about() : Note.About.EXPLANATION).id().replace('_', '-'),
                  ScalarStyle.PLAIN),
              "Line " + note.line() + (dated ? "" : ": an end of support without a date")));
      if (note.date() != null) {
        node.add(tuple("date", scalar(note.date().toString(), ScalarStyle.PLAIN), null));
      }
      node.add(tuple("text", localized(DraftStep.withoutBraces(note.text())), null));
      nodes.add(mapping(node));
    }
    sequence("notes", nodes);
  }

  /** The whole file as a list of terms. */
  void terms(List<Term> terms) {
    for (Term term : terms) {
      List<NodeTuple> node = new ArrayList<>();
      String id = term.name().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-+|-+$", "");
      node.add(
          tuple(
              "id",
              scalar(id.isEmpty() ? "term-" + term.line() : id, ScalarStyle.PLAIN),
              "Line " + term.line()));
      node.add(tuple("name", localized(DraftStep.withoutBraces(term.name())), null));
      node.add(tuple("text", localized(DraftStep.withoutBraces(term.text())), null));
      list.add(mapping(node));
    }
  }

  /** The list "mail-clients" for the catalogue. */
  void mailClients(Map<String, ManualMailClient> clients) {
    List<Node> nodes = new ArrayList<>();
    clients.forEach(
        (id, client) -> {
          List<NodeTuple> node = new ArrayList<>();
          node.add(tuple("id", scalar(id, ScalarStyle.PLAIN), null));
          node.add(tuple("family", scalar(client.family(), ScalarStyle.PLAIN), null));
          node.add(
              client.os() == null
                  ? tuple("os", scalar("windows", ScalarStyle.PLAIN), "Guessed: not in the manual")
                  : tuple("os", scalar(client.os().id(), ScalarStyle.PLAIN), null));
          if (client.version() != null) {
            node.add(tuple("version", scalar(client.version(), ScalarStyle.DOUBLE_QUOTED), null));
          }
          node.add(tuple("name", localized(name(client)), null));
          nodes.add(mapping(node));
        });
    sequence("mail-clients", nodes);
  }

  private static String name(ManualMailClient client) {
    String version = client.version();
    return DraftStep.withoutBraces(
        version == null || client.name().contains(version)
            ? client.name()
            : client.name() + " " + version);
  }

  private void sequence(String key, List<Node> nodes) {
    if (!nodes.isEmpty()) {
      root(key, new SequenceNode(Tag.SEQ, nodes, FlowStyle.BLOCK));
    }
  }

  private void root(String key, Node value) {
    NodeTuple tuple = tuple(key, value, null);
    if (!head.isEmpty()) {
      tuple.getKeyNode().setBlockComments(List.copyOf(head));
      head.clear();
    }
    root.add(tuple);
  }

  /** The text in the manual's language, and a marked empty one for every other. */
  private Node localized(String text) {
    List<NodeTuple> languages = new ArrayList<>();
    for (Language language : Language.values()) {
      boolean known = language == written;
      String missing = known ? null : "Missing: the manual has no text in '" + language.tag() + "'";
      languages.add(
          tuple(language.tag(), scalar(known ? text : "", ScalarStyle.DOUBLE_QUOTED), missing));
    }
    return mapping(languages);
  }

  private static Node mapping(List<NodeTuple> tuples) {
    return new MappingNode(Tag.MAP, tuples, FlowStyle.BLOCK);
  }

  private static NodeTuple tuple(
      String key, Node value, @org.jspecify.annotations.Nullable String comment) {
    ScalarNode keyNode = scalar(key, ScalarStyle.PLAIN);
    if (comment != null) {
      keyNode.setBlockComments(List.of(line(comment)));
    }
    return new NodeTuple(keyNode, value);
  }

  private static ScalarNode scalar(String value, ScalarStyle style) {
    return new ScalarNode(Tag.STR, value, style);
  }

  private static CommentLine line(String text) {
    return new CommentLine(Optional.empty(), Optional.empty(), " " + text, CommentType.BLOCK);
  }

  @Override
  public String toString() {
    Node whole = list.isEmpty() ? mapping(root) : new SequenceNode(Tag.SEQ, list, FlowStyle.BLOCK);
    if (!head.isEmpty()) {
      whole.setBlockComments(List.copyOf(head));
    }
    return new Present(SETTINGS)
        .emitToString(new Serialize(SETTINGS).serializeOne(whole).iterator());
  }
}
