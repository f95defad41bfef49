package annai.bot.wording;

import annai.knowledge.Language;
import annai.knowledge.Library;

/** The words of the page that ends letters, in one language. */
public final class LetterPageText {

  private final Phrases phrases;
  private final Library library;
  private final Language language;

  public LetterPageText(Phrases phrases, Library library, Language language) {
    this.phrases = phrases;
    this.library = library;
    this.language = language;
  }

  public Language language() {
    return language;
  }

  /** The provider's name. */
  public String provider() {
    return library.provider().name().in(language);
  }

  public String words(String key) {
    return phrases
        .template(key, language)
        .render(value -> library.provider().value(value.name(), language).orElse(""), _ -> "");
  }
}
