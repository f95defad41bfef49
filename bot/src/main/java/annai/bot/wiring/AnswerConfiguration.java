package annai.bot.wiring;

import annai.bot.answers.Answer;
import annai.bot.answers.PassageAnswers;
import annai.bot.wording.SideAnswers;
import annai.bot.wording.SideAnswers.SideAnswer;
import annai.knowledge.Language;
import annai.knowledge.Library;
import annai.knowledge.Passage;
import annai.knowledge.search.QuestionLibrary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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

  private static Optional<SideAnswer> answer(String question, Language language, Library library) {
    return library instanceof QuestionLibrary questions
        ? Optional.of(new PassageAnswers(questions).to(question, language))
            .filter(Answer::answerable)
            .map(AnswerConfiguration::sideAnswer)
        : Optional.empty();
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
