package annai.bot.wording;

import annai.knowledge.Language;
import annai.knowledge.Library;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;

/** The words that lead from a ticket into the chat, and to the desk. */
public final class TicketInvitation {

  private final Phrases phrases;
  private final Supplier<Library> library;
  private final Language language;

  public TicketInvitation(Phrases phrases, Supplier<Library> library, Language language) {
    this.phrases = phrases;
    this.library = library;
    this.language = language;
  }

  /** The comment with a link. */
  public String text(URI link) {
    return text("link.invitation", Map.of("link", link.toString()));
  }

  /** What a link from a ticket to its conversation at the desk is called. */
  public String title() {
    return text("link.conversation", Map.of());
  }

  private String text(String phrase, Map<String, String> slots) {
    return phrases
        .template(phrase, language)
        .render(
            value -> library.get().provider().value(value.name(), language).orElse(""),
            reference -> slots.getOrDefault(reference.id(), ""));
  }
}
