package annai.knowledge;

/**
 * A piece of knowledge that answers a question, with where it stands.
 *
 * @param section "1.8.2", "intro", "toc" or "glossary:SMTP-AUTH"
 * @param score the ranking's figure; comparable within one answer only
 */
public record Passage(String section, Language language, String title, String text, double score) {}
