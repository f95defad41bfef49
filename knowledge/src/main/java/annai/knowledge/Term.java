package annai.knowledge;

/**
 * A word of the trade that a customer may ask about.
 *
 * @param id as in "glossary:SMTP-AUTH" without the prefix
 */
public record Term(String id, LocalizedText name, LocalizedText text) {}
