package annai.knowledge.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import annai.knowledge.Control;
import annai.knowledge.Knowledge;
import annai.knowledge.Language;
import annai.knowledge.MailClient;
import annai.knowledge.Note;
import annai.knowledge.Procedure;
import annai.knowledge.Provider;
import annai.knowledge.RevisionText;
import annai.knowledge.Step;
import annai.knowledge.Template;
import annai.knowledge.Term;
import annai.knowledge.Topic;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShippedConfigTest {

  private static final Knowledge SHIPPED = ConfigReader.read(ProjectFolders.config());

  @Test
  void catalogue_isRead_hasTheThirteenMailClientsInOrder() {
    assertThat(SHIPPED.mailClients())
        .extracting(MailClient::id)
        .containsExactly(
            "windows-10-mail",
            "windows-live-mail",
            "outlook-express-6",
            "outlook-2016",
            "outlook-2013",
            "outlook-2010",
            "outlook-2007",
            "becky-2",
            "thunderbird",
            "mac-mail",
            "iphone-mail",
            "ipad-mail",
            "android-gmail");
    assertThat(SHIPPED.procedures()).hasSize(13);
  }

  /** Counts of the provider's manual; its last confirm step is the check where there is one. */
  @ParameterizedTest
  @CsvSource({
    "windows-10-mail,1.1,7,2",
    "windows-live-mail,1.2,3,3",
    "outlook-express-6,1.3,4,3",
    "outlook-2016,1.4,6,2",
    "outlook-2013,1.5,6,2",
    "outlook-2010,1.6,6,2",
    "outlook-2007,1.7,6,2",
    "becky-2,1.8,3,1",
    "thunderbird,1.9,0,4",
    "mac-mail,2.1,4,1",
    "iphone-mail,3.2,4,2",
    "ipad-mail,3.2,4,2",
    "android-gmail,4.1,6,1"
  })
  void procedure_isRead_hasTheStepsOfTheManual(
      String mailClient, String section, int confirm, int change) {
    Procedure procedure = SHIPPED.procedure(mailClient).orElseThrow();

    assertThat(procedure.section()).isEqualTo(section);
    assertThat(procedure.confirm().size() + procedure.checkQuestion().stream().count())
        .isEqualTo(confirm);
    assertThat(procedure.change().stream().filter(step -> step.source() == Step.Source.MANUAL))
        .hasSize(change);
    assertThat(procedure.confirm())
        .extracting(Step::source)
        .containsOnly(confirm == 0 ? new Step.Source[0] : manual());
  }

  @Test
  void everyChange_isFollowed_setsThePortAndTheEncryption() {
    for (MailClient mailClient : SHIPPED.mailClients()) {
      List<Step> change = SHIPPED.procedure(mailClient.id()).orElseThrow().change();

      assertThat(values(change)).as(mailClient.id()).contains("smtp.port");
      assertThat(usedIn(change)).as(mailClient.id()).contains("smtp.security", "smtp.port");
    }
  }

  @Test
  void everyText_isRendered_leavesNoPlaceholderAndNoJapaneseInEnglish() {
    for (Procedure procedure : SHIPPED.procedures()) {
      for (Step step : allSteps(procedure)) {
        String english = rendered(step, Language.EN);

        assertThat(english).as(step.id()).doesNotContain("{", "}").isPrintable();
        assertThat(english.codePoints().noneMatch(ShippedConfigTest::isJapanese))
            .as("%s: %s", step.id(), english)
            .isTrue();
      }
    }
  }

  @Test
  void windows10Mail_manualGivesNoPort_portIsTheProviders() {
    List<Step> change = SHIPPED.procedure("windows-10-mail").orElseThrow().change();

    assertThat(change.stream().filter(step -> usedIn(List.of(step)).contains("smtp.port")))
        .extracting(Step::source)
        .containsOnly(Step.Source.PROVIDER);
  }

  @Test
  void thunderbird_manualGivesNoAuthentication_authenticationIsTheProviders() {
    Procedure thunderbird = SHIPPED.procedure("thunderbird").orElseThrow();

    assertThat(thunderbird.checkQuestion()).isEmpty();
    assertThat(thunderbird.change())
        .filteredOn(step -> step.id().equals("authentication"))
        .extracting(Step::source)
        .containsExactly(Step.Source.PROVIDER);
  }

  @ParameterizedTest
  @CsvSource({
    "windows-live-mail,2017-01-10",
    "outlook-express-6,2014-04-08",
    "outlook-2007,2017-10-10"
  })
  void endOfSupport_isRead_hasItsDate(String mailClient, LocalDate date) {
    assertThat(SHIPPED.procedure(mailClient).orElseThrow().notes())
        .filteredOn(note -> note.kind() == Note.Kind.END_OF_SUPPORT)
        .extracting(Note::date)
        .containsExactly(date);
  }

  @Test
  void provider_isRead_isTheExample() {
    Provider provider = SHIPPED.provider();

    assertThat(provider.smtp().host()).endsWith(".example");
    assertThat(provider.value("smtp.port", Language.EN)).contains("587");
    assertThat(provider.value("provider.change-date", Language.JA)).contains("2017年3月22日");
    assertThat(provider.value("provider.change-date", Language.EN)).contains("22 March 2017");
  }

  @Test
  void reference_isRead_hasTheTermsAndTheTopics() {
    assertThat(SHIPPED.terms())
        .extracting(Term::id)
        .containsExactly("POP-Before-SMTP", "SMTP-AUTH");
    assertThat(SHIPPED.topics())
        .extracting(Topic::section)
        .contains("intro", "toc", "1.1.1", "1.9.1", "3.1", "4.1.1");
  }

  @Test
  void iphone_isSameAsIpad_hasItsStepsUnderItsOwnName() {
    Procedure iphone = SHIPPED.procedure("iphone-mail").orElseThrow();

    assertThat(iphone.mailClient()).isEqualTo("iphone-mail");
    assertThat(iphone.sameAs()).isEqualTo("ipad-mail");
    assertThat(iphone.change()).isEqualTo(SHIPPED.procedure("ipad-mail").orElseThrow().change());
  }

  @Test
  void revision_isKeptAsText_readsBackTheSame() {
    Map<String, String> kept = Map.of(SHIPPED.revision(), SHIPPED.text().text());

    Knowledge again =
        ConfigReader.parse(RevisionText.parse(kept.getOrDefault(SHIPPED.revision(), "")));

    assertThat(again.revision()).isEqualTo(SHIPPED.revision());
    assertThat(again.procedures()).isEqualTo(SHIPPED.procedures());
    assertThat(again.provider()).isEqualTo(SHIPPED.provider());
    assertThat(again.mailClients()).isEqualTo(SHIPPED.mailClients());
    assertThat(again.terms()).isEqualTo(SHIPPED.terms());
    assertThat(again.topics()).isEqualTo(SHIPPED.topics());
  }

  private static Step.Source[] manual() {
    return new Step.Source[] {Step.Source.MANUAL};
  }

  private static List<Step> allSteps(Procedure procedure) {
    return Stream.of(
            procedure.confirm().stream(),
            procedure.checkQuestion().stream(),
            procedure.change().stream())
        .flatMap(steps -> steps)
        .toList();
  }

  private static List<String> values(List<Step> steps) {
    return steps.stream()
        .flatMap(step -> step.controls().stream())
        .map(Control::value)
        .filter(value -> value != null)
        .flatMap(value -> names(value).stream())
        .toList();
  }

  private static List<String> usedIn(List<Step> steps) {
    return steps.stream().flatMap(step -> names(step.text().in(Language.JA)).stream()).toList();
  }

  private static List<String> names(String text) {
    return Template.parse(text).pieces().stream()
        .filter(Template.ProviderValue.class::isInstance)
        .map(piece -> ((Template.ProviderValue) piece).name())
        .toList();
  }

  private static String rendered(Step step, Language language) {
    return Template.parse(step.text().in(language))
        .render(
            value -> SHIPPED.provider().value(value.name(), language).orElseThrow(),
            reference ->
                step.controls().stream()
                    .filter(control -> control.id().equals(reference.id()))
                    .findFirst()
                    .orElseThrow()
                    .label()
                    .in(language));
  }

  private static boolean isJapanese(int letter) {
    Character.UnicodeScript script = Character.UnicodeScript.of(letter);
    return switch (script) {
      case HAN, HIRAGANA, KATAKANA -> true;
      default -> false;
    };
  }
}
