package annai.bot.wording;

/**
 * What a mail to a customer says.
 *
 * @param subject one line
 */
public record Correspondence(String subject, String text) {

  /**
   * What a person wrote in the chat.
   *
   * @param author empty when that isn't known
   */
  public record Answer(String author, String text) {}
}
