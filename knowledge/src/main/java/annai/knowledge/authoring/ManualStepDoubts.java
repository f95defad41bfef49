package annai.knowledge.authoring;

import annai.knowledge.authoring.ManualReading.Remark;
import annai.knowledge.authoring.ManualReading.Step;
import java.util.List;
import java.util.regex.Pattern;

/** What is unsure about a step: a figure that the text has not, brackets that don't match. */
final class ManualStepDoubts {

  private static final Pattern FIGURE =
      Pattern.compile(
          "以下の(?:設定|通り|とおり|画面|よう)|下記の(?:設定|通り|とおり|画面)|[下次]の?(?:図|画面)|図の(?:よう|通り|とおり)|as shown|shown below|following (?:settings|figure|screen)|figure below|screenshot",
          Pattern.CASE_INSENSITIVE);

  private ManualStepDoubts() {}

  /** Adds what a person has to look at. */
  static void tell(Step step, List<Remark> doubts) {
    if (FIGURE.matcher(step.text()).find() && step.details().isEmpty()) {
      doubts.add(
          new Remark(
              step.line(),
              "Points to a figure that is not in the text: '%s'".formatted(step.text())));
    }
    if (step.text().isEmpty()) {
      doubts.add(new Remark(step.line(), "Step without text"));
    }
    tellBrackets(step.text(), step.line(), doubts);
    step.details().forEach(detail -> tellBrackets(detail.text(), detail.line(), doubts));
  }

  private static void tellBrackets(String text, int line, List<Remark> doubts) {
    StringBuilder open = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int opens = "「『[（(【〔".indexOf(c);
      int closes = "」』]）)】〕".indexOf(c);
      if (opens >= 0) {
        open.append("」』]))】〕".charAt(opens));
      } else if (closes >= 0) {
        char wanted = c == '）' ? ')' : c;
        if (open.isEmpty() || open.charAt(open.length() - 1) != wanted) {
          doubts.add(new Remark(line, "Brackets don't match: '%s'".formatted(text)));
          return;
        }
        open.setLength(open.length() - 1);
      }
    }
  }
}
