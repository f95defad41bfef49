package annai.bot.wiring;

import annai.bot.wording.SideAnswers;
import annai.bot.wording.SideAnswers.SideAnswer;
import annai.knowledge.Passage;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Answers to side questions: the nearest passage of the library, as it stands. */
@Configuration(proxyBeanMethods = false)
class AnswerConfiguration {

  @Bean
  SideAnswers sideAnswers() {
    return (question, language, library) -> {
      List<Passage> passages = library.search(question, language, 1);
      return passages.stream()
          .findFirst()
          .map(passage -> new SideAnswer(passage.text(), List.of(passage.section())));
    };
  }
}
