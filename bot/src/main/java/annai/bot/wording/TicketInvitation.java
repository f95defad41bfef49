package annai.bot.wording;

import annai.knowledge.Language;
import annai.knowledge.Library;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;

/** What invites from a ticket that began elsewhere into the chat. */
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
    return phrases
        .template("link.invitation", language)
        .render(
            value -> library.get().provider().value(value.name(), language).orElse(""),
            reference -> Map.of("link", link.toString()).getOrDefault(reference.id(), ""));
  }
}
