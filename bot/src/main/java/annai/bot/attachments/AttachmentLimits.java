package annai.bot.attachments;

/**
 * How much customers may send.
 *
 * @param fileBytes of one file
 * @param files of one conversation
 * @param conversationBytes of all files of one conversation
 */
public record AttachmentLimits(long fileBytes, int files, long conversationBytes) {

  /** What the settings say when nobody has changed them. */
  public static final AttachmentLimits USUAL = new AttachmentLimits(10L << 20, 20, 50L << 20);

  public AttachmentLimits {
    if (fileBytes < 1 || fileBytes > 64L << 20 || files < 1 || conversationBytes < fileBytes) {
      throw new IllegalArgumentException(
          "annai.attachments: file %d, count %d, conversation %d; expected a file of 1 byte to 64 MB, a count of 1 or more, and room for a file in a conversation"
              .formatted(fileBytes, files, conversationBytes));
    }
  }
}
