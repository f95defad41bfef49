package annai.knowledge.authoring;

import annai.knowledge.Language;
import annai.knowledge.authoring.ManualReading.Detail;
import annai.knowledge.authoring.ManualReading.Note;
import annai.knowledge.authoring.ManualReading.Step;
import annai.knowledge.authoring.ManualReading.Term;
import java.util.ArrayList;
import java.util.List;
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

  void steps(String phase, List<Step> steps) {
    List<Node> nodes = new ArrayList<>();
    for (Step step : steps) {
      String text = step.text();
      for (Detail detail : step.details()) {
        text = ManualText.join(text, detail.text());
      }
      List<NodeTuple> node = new ArrayList<>();
      node.add(
          tuple(
              "id",
              scalar(phase + "-" + (nodes.size() + 1), ScalarStyle.PLAIN),
              "Line " + step.line()));
      node.add(tuple("text", localized(text), null));
      nodes.add(mapping(node));
    }
    sequence(phase, nodes);
  }

  void notes(List<Note> notes) {
    List<Node> nodes = new ArrayList<>();
    for (Note note : notes) {
      List<NodeTuple> node = new ArrayList<>();
      node.add(
          tuple(
              "kind",
              scalar(note.about().id().replace('_', '-'), ScalarStyle.PLAIN),
              "Line " + note.line()));
      if (note.date() != null) {
        node.add(tuple("date", scalar(note.date().toString(), ScalarStyle.PLAIN), null));
      }
      node.add(tuple("text", localized(note.text()), null));
      nodes.add(mapping(node));
    }
    sequence("notes", nodes);
  }

  void terms(List<Term> terms) {
    List<Node> nodes = new ArrayList<>();
    for (Term term : terms) {
      List<NodeTuple> node = new ArrayList<>();
      node.add(tuple("id", scalar(term.name(), ScalarStyle.DOUBLE_QUOTED), "Line " + term.line()));
      node.add(tuple("name", localized(term.name()), null));
      node.add(tuple("text", localized(term.text()), null));
      nodes.add(mapping(node));
    }
    sequence("terms", nodes);
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
    return new Present(SETTINGS)
        .emitToString(new Serialize(SETTINGS).serializeOne(mapping(root)).iterator());
  }
}
