package annai.bot.store;

import annai.bot.attachments.FileKind;
import java.time.Instant;

/**
 * A file of a conversation, without its content.
 *
 * @param seq of the row that shows it
 * @param episode of the conversation in which it came
 * @param sha256 of the content, in hex
 */
public record StoredFile(
    String id,
    String conversation,
    long seq,
    int episode,
    String name,
    FileKind kind,
    long bytes,
    String sha256,
    Instant takenAt) {}
