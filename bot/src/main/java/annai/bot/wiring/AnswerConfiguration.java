package annai.bot.wiring;

import annai.bot.answers.Answer;
import annai.bot.answers.PassageAnswers;
import annai.bot.wording.SideAnswers;
import annai.bot.wording.SideAnswers.SideAnswer;
import annai.knowledge.Language;
import annai.knowledge.Library;
import annai.knowledge.MailClient;
import annai.knowledge.Passage;
import annai.knowledge.Procedure;
import annai.knowledge.search.QuestionLibrary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Answers to side questions: the nearest passages of the library, as they stand. */
@Configuration(proxyBeanMethods = false)
class AnswerConfiguration {

  private static final double NEARLY = 0.8;
  private static final int TOLD = 2;

  @Bean
  SideAnswers sideAnswers() {
    return AnswerConfiguration::answer;
  }

  private static Optional<SideAnswer> answer(
      String question, Language language, Library library, @Nullable String mailClient) {
    if (!(library instanceof QuestionLibrary questions)) {
      return Optional.empty();
    }
    PassageAnswers answers = new PassageAnswers(questions);
    Answer answer = answers.to(question, language);
    if (mailClient != null && isAboutAnother(answer, questions, question, mailClient)) {
      String name = questions.mailClient(mailClient).orElseThrow().name().in(language);
      answer = answers.to(name + " " + question, language);
    }
    return Optional.of(answer).filter(Answer::answerable).map(AnswerConfiguration::sideAnswer);
  }

  /** Whether it tells of somebody else's mail client although the question names none. */
  private static boolean isAboutAnother(
      Answer answer, QuestionLibrary library, String question, String mailClient) {
    return answer.answerable()
        && library.mailClientIds(library.recognise(question)).isEmpty()
        && sectionsOf(library, library.mailClients().stream().map(MailClient::id).toList())
            .anyMatch(section -> isIn(answer, section))
        && sectionsOf(library, List.of(mailClient)).noneMatch(section -> isIn(answer, section));
  }

  private static Stream<String> sectionsOf(QuestionLibrary library, List<String> mailClients) {
    return mailClients.stream()
        .flatMap(id -> library.procedure(id).stream())
        .map(Procedure::section);
  }

  private static boolean isIn(Answer answer, String section) {
    return (answer.passages().getFirst().section() + ".").startsWith(section + ".");
  }

  /**
   * The best passage, with a second one that is nearly as good: a chat is no place for a page. It
   * shows the sources in its own way.
   */
  private static SideAnswer sideAnswer(Answer answer) {
    double best = answer.passages().getFirst().score();
    List<Passage> told =
        answer.passages().stream()
            .filter(passage -> passage.score() >= NEARLY * best)
            .limit(TOLD)
            .toList();
    return new SideAnswer(
        told.stream()
            .map(passage -> passage.title() + "\n" + passage.text())
            .collect(Collectors.joining("\n\n")),
        told.stream().map(Passage::section).distinct().toList());
  }
}
