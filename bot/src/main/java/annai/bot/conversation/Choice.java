package annai.bot.conversation;

/**
 * A button offered to the customer.
 *
 * @param id comes back as {@code Meaning.Chosen}
 * @param key the wording of its label; for "mail-client:ID" the label is the client's name
 */
public record Choice(String id, String key) {}
