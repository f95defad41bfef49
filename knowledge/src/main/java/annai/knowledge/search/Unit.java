package annai.knowledge.search;

import annai.knowledge.LocalizedText;
import java.util.Set;

/**
 * The smallest piece of knowledge that is found by itself.
 *
 * @param mailClients ids of those it is about; empty when it is about none in particular
 * @param labels of the controls that it touches, folded, without access keys
 * @param text ready to be shown: placeholders replaced, labels in both languages of the screen
 */
record Unit(
    Kind kind,
    String section,
    Set<String> mailClients,
    LocalizedText title,
    LocalizedText text,
    Set<String> labels) {

  enum Kind {
    TOPIC,
    TERM,
    NOTE,
    CONFIRM,
    CHANGE
  }
}
