package annai.bot.sketch;

import annai.knowledge.Control;
import annai.knowledge.Language;
import annai.knowledge.MailClient;
import annai.knowledge.OperatingSystem;
import annai.knowledge.Step;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is drawn.
 *
 * @param question whether the step asks how the screen looks, instead of having it changed
 * @param screen the language of the customer's screen
 * @param values what to enter, by the id of the control
 * @param title and {@code description} the alternative for those who don't see the drawing
 * @param language of these two
 */
public record SketchedStep(
    MailClient mailClient,
    Step step,
    boolean question,
    Language screen,
    Map<String, String> values,
    String title,
    String description,
    Language language) {

  public SketchedStep {
    values = Map.copyOf(values);
  }

  String label(Control control) {
    return control.label().in(screen);
  }

  @Nullable String value(Control control) {
    return values.get(control.id());
  }

  boolean phone() {
    return switch (mailClient.os()) {
      case IOS, ANDROID -> true;
      case WINDOWS, MACOS, LINUX -> false;
    };
  }

  boolean apple() {
    return mailClient.os() == OperatingSystem.MACOS || mailClient.os() == OperatingSystem.IOS;
  }
}
