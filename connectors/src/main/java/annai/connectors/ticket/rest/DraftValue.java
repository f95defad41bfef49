package annai.connectors.ticket.rest;

import annai.connectors.ticket.TicketDraft;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** What a field of a ticket may be given of a draft, by a word in the settings. */
public enum DraftValue {
  KEY("draft.key"),
  KIND("draft.kind"),
  PRIORITY("draft.priority"),
  REQUESTER_NAME("draft.requester-name"),
  REQUESTER_MAIL_ADDRESS("draft.requester-mail-address");

  private final String word;

  DraftValue(String word) {
    this.word = word;
  }

  /** The words of all of them. */
  static List<String> words() {
    return Arrays.stream(values()).map(value -> value.word).toList();
  }

  /**
   * A setting's value, or what it stands for in the draft; empty where the draft has none.
   *
   * @param setting as {@link SettingsReader#fields} reads it
   */
  public static Optional<JsonNode> resolve(JsonNode setting, TicketDraft draft) {
    if (setting instanceof StringNode text) {
      for (DraftValue value : values()) {
        if (value.word.equals(text.stringValue())) {
          return Optional.ofNullable(value.of(draft))
              .map(PlainText::clean)
              .map(StringNode::valueOf);
        }
      }
    }
    return Optional.of(setting);
  }

  private @Nullable String of(TicketDraft draft) {
    return switch (this) {
      case KEY -> draft.key();
      case KIND -> draft.kind().name();
      case PRIORITY -> draft.priority().name();
      case REQUESTER_NAME -> draft.requester().name();
      case REQUESTER_MAIL_ADDRESS -> draft.requester().mailAddress();
    };
  }
}
