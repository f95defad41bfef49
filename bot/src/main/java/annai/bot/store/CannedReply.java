package annai.bot.store;

import annai.knowledge.LocalizedText;

/**
 * A text that agents have ready.
 *
 * @param owner whose it is: a login, or empty for everybody's
 * @param shortcut what it is found by
 */
public record CannedReply(String owner, String shortcut, LocalizedText text) {}
