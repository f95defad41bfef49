package annai.knowledge;

/**
 * Something that the provider's manual states outside of steps and terms: the reason of the change,
 * its date, which mail clients there are.
 *
 * @param section "intro", "toc", or a section number such as "1.1"
 */
public record Topic(String id, String section, LocalizedText title, LocalizedText text) {}
