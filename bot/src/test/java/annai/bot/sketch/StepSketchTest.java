package annai.bot.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.conversation.Shipped;
import annai.bot.wording.ProcedureText;
import annai.bot.wording.StepPlace;
import annai.bot.wording.StepPlace.Phase;
import annai.knowledge.Control;
import annai.knowledge.Control.Kind;
import annai.knowledge.Control.Setting;
import annai.knowledge.Language;
import annai.knowledge.LocalizedText;
import annai.knowledge.MailClient;
import annai.knowledge.OperatingSystem;
import annai.knowledge.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StepSketchTest {

  /** A step of a procedure on a screen of that language. */
  record Drawn(StepPlace place, Step step, Language screen) {
    @Override
    public String toString() {
      return place + " " + screen;
    }

    Sketch sketch() {
      return new ProcedureText(Shipped.PHRASES, Shipped.LIBRARY, screen)
          .sketch(place, screen)
          .orElseThrow();
    }
  }

  static Stream<Drawn> everyStep() {
    List<Drawn> all = new ArrayList<>();
    for (MailClient client : Shipped.LIBRARY.mailClients()) {
      for (Language screen : Language.values()) {
        ProcedureText text = new ProcedureText(Shipped.PHRASES, Shipped.LIBRARY, screen);
        for (Phase phase : Phase.values()) {
          text.steps(client.id(), phase)
              .forEach(
                  step ->
                      all.add(
                          new Drawn(new StepPlace(client.id(), phase, step.id()), step, screen)));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("everyStep")
  void draw_everyShippedStep_showsEachControlInsideItsFrame(Drawn drawn) {
    Sketch sketch = drawn.sketch();
    SketchReading reading = SketchReading.of(sketch);
    String words = reading.words();
    String description = reading.elements("desc").getFirst().getTextContent();
    long screens = count(drawn, Kind.SCREEN);

    for (Control control : drawn.step().controls()) {
      String label = control.label().in(drawn.screen());
      assertThat(words).contains(label.replace(" ", ""));
    }
    List<String> numbers =
        reading.ofClass("text", "number").stream().map(e -> e.getTextContent()).toList();
    assertThat(reading.ofClass("circle", "badge")).hasSameSizeAs(numbers);
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(numbers).contains(Integer.toString(i + 1));
      assertThat(description).contains(i + 1 + ". ");
    }
    if (drawn.step().controls().size() > screens) {
      assertThat(numbers).isNotEmpty();
    }
    assertThat(reading.overflowing()).isEmpty();
    assertThat(drawn.sketch()).isEqualTo(sketch);
  }

  @Test
  void draw_valueOfTheProvider_standsInTheField() {
    SketchReading port = draw(new StepPlace("outlook-2016", Phase.CHANGE, "port"), Language.JA);
    assertThat(port.ofClass("text", "value").getFirst().getTextContent()).isEqualTo("587");
    assertThat(port.elements("desc").getFirst().getTextContent())
        .contains("2. 入力欄「送信メール (SMTP)(O) (Outgoing server (SMTP))」 = 587");
  }

  @Test
  void draw_windowNamed_carriesItsTitle() {
    SketchReading sketch =
        draw(new StepPlace("outlook-2016", Phase.CONFIRM, "more-settings"), Language.EN);
    assertThat(sketch.ofClass("text", "title").getFirst().getTextContent())
        .isEqualTo("Change Account");
  }

  @ParameterizedTest
  @EnumSource(OperatingSystem.class)
  void draw_hostileLabels_stayTextInEveryKind(OperatingSystem os) {
    String hostile = "<script>alert(1)</script>]]>\"'&amp;\u0000\u202e";
    List<Control> controls = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      LocalizedText label = LocalizedText.of(hostile, hostile);
      controls.add(new Control("c" + controls.size(), kind, label, hostile));
    }
    SketchReading reading = SketchReading.of(draw(os, controls, hostile));

    assertThat(reading.elements("script")).isEmpty();
    assertThat(reading.words()).contains("<script>alert");
    assertThat(reading.elements("title").getFirst().getTextContent())
        .startsWith("<script>alert(1)</script>]]>\"'&amp;\uFFFD");
    assertThat(reading.overflowing()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(OperatingSystem.class)
  void draw_endlessLabels_areShortenedAndFit(OperatingSystem os) {
    for (String endless : List.of("全角の長い名前".repeat(40), "Endless".repeat(60), "a b ".repeat(90))) {
      for (Kind kind : Kind.values()) {
        LocalizedText label = LocalizedText.of(endless, endless);
        List<Control> controls =
            List.of(
                new Control("first", kind, label, endless),
                new Control("second", kind, label, null, kind.canBeSet() ? Setting.ON : null));
        SketchReading reading = SketchReading.of(draw(os, controls, endless));
        assertThat(reading.words()).contains("…");
        assertThat(reading.overflowing()).as("%s %s", os, kind).isEmpty();
      }
    }
  }

  @Test
  void draw_settings_areSeenAsTickedOrNot() {
    assertThat(tick(Setting.ON).ofClass("path", "tick")).hasSize(1);
    assertThat(tick(Setting.OFF).ofClass("path", "tick")).isEmpty();
    assertThat(tick(Setting.OFF).words()).doesNotContain("?");
    assertThat(tick(null).words()).contains("?");
  }

  /** The sheet to look at: every step, light; written where {@code annai.pictures} says. */
  @Test
  void overview_ofEveryStep_isWritten() throws IOException {
    Path to =
        Files.createDirectories(Path.of(System.getProperty("annai.pictures", "target/pictures")));
    Markup sheet = new Markup().open("html").open("body");
    for (Drawn drawn : everyStep().toList()) {
      String name =
          "%s-%s-%s-%s.svg"
              .formatted(
                  drawn.place().mailClient(),
                  drawn.place().phase().id(),
                  drawn.place().step(),
                  drawn.screen().tag());
      Files.writeString(to.resolve(name), drawn.sketch().svg());
      sheet
          .open("figure", "style", "display:inline-block;vertical-align:top;margin:8px")
          .element("figcaption", name)
          .open("img", "src", name)
          .close();
    }
    Path overview = to.resolve("sketches.html");
    Files.writeString(overview, "<!doctype html>" + sheet.close().close().markup());
    assertThat(overview).isNotEmptyFile();
  }

  private static long count(Drawn drawn, Kind kind) {
    return drawn.step().controls().stream().filter(control -> control.kind() == kind).count();
  }

  private static SketchReading draw(StepPlace place, Language screen) {
    return SketchReading.of(
        new ProcedureText(Shipped.PHRASES, Shipped.LIBRARY, screen)
            .sketch(place, screen)
            .orElseThrow());
  }

  private static SketchReading tick(@Nullable Setting setting) {
    LocalizedText label = LocalizedText.of("認証", "Authentication");
    return SketchReading.of(
        draw(
            OperatingSystem.WINDOWS,
            List.of(new Control("auth", Kind.CHECKBOX, label, null, setting)),
            "t"));
  }

  private static Sketch draw(OperatingSystem os, List<Control> controls, String title) {
    LocalizedText name = LocalizedText.of("メール", "Mail");
    Map<String, String> values =
        controls.stream()
            .filter(control -> control.value() != null)
            .collect(
                java.util.stream.Collectors.toMap(Control::id, control -> "" + control.value()));
    return StepSketch.draw(
        new SketchedStep(
            new MailClient("mail", "mail", os, null, name),
            new Step("step", controls, LocalizedText.of("", "")),
            false,
            Language.EN,
            values,
            title,
            title,
            Language.EN));
  }
}
