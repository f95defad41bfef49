package annai.bot.wording;

import annai.bot.conversation.Conversation;
import annai.knowledge.Library;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A mail with people's answers, in the conversation's language; nothing of the customer's words.
 */
final class LetterText {

  private static final int LONGEST_NAME = 80;

  private final Speech speech;
  private final Conversation conversation;

  LetterText(Phrases phrases, Library library, Conversation conversation) {
    this.speech = new Speech(phrases, library, conversation);
    this.conversation = conversation;
  }

  Correspondence write(List<Correspondence.Answer> answers, URI goOn, URI decline) {
    Optional<String> ticket = Speech.ticketKey(conversation);
    String subject =
        ticket
            .map(key -> speech.words("letter.subject-ticket", Map.of("ticket", key)))
            .orElseGet(() -> speech.words("letter.subject"));
    String text =
        Stream.of(
                Stream.of(speech.words("letter.opening")),
                answers.stream().map(this::answer),
                Stream.of(
                    link("letter.go-on", goOn),
                    speech.words("letter.no-reply"),
                    link("letter.decline", decline)))
            .flatMap(parts -> parts)
            .collect(Collectors.joining("\n\n"));
    return new Correspondence(subject, text + "\n");
  }

  private String answer(Correspondence.Answer answer) {
    String author = Quoted.line(answer.author(), LONGEST_NAME);
    String words = Quoted.lines(answer.text());
    return author.isEmpty() ? words : author + ":\n" + words;
  }

  /** The address stands as it is: it is ours, and longer than what is quoted. */
  private String link(String key, URI link) {
    return speech.words(key) + "\n" + link;
  }
}
