package annai.bot;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import annai.connectors.probe.MailProbe;
import annai.connectors.ticket.TicketSystem;
import annai.knowledge.Library;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The borders of the house. */
class ArchitectureTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("annai");

  private static final DescribedPredicate<JavaClass> IMPLEMENTATION =
      DescribedPredicate.describe(
          "an implementation of an SPI",
          c ->
              !c.isInterface()
                  && (c.isAssignableTo(TicketSystem.class)
                      || c.isAssignableTo(MailProbe.class)
                      || c.isAssignableTo(Library.class)));

  @Test
  void house_imported_isWholeAndHasItsThreeModules() {
    assertThat(HOUSE.size()).as("classes seen").isGreaterThan(250);
    assertThat(packagesBelow("annai.knowledge")).hasSizeGreaterThan(3);
    assertThat(packagesBelow("annai.connectors")).hasSizeGreaterThan(3);
    assertThat(packagesBelow("annai.bot")).hasSizeGreaterThan(8);
  }

  @Test
  void knowledge_dependsOn_nothingOfTheOthersAndNoSpring() {
    noClasses()
        .that()
        .resideInAPackage("annai.knowledge..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "annai.connectors..", "annai.bot..", "org.springframework..", "tools.jackson..")
        .check(HOUSE);
  }

  @Test
  void connectors_dependOn_noKnowledgeAndNoSpringContext() {
    noClasses()
        .that()
        .resideInAPackage("annai.connectors..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("annai.knowledge..", "annai.bot..")
                .or(
                    resideInAPackage("org.springframework..")
                        .and(
                            DescribedPredicate.not(
                                resideInAnyPackage(
                                    "org.springframework.web.client..",
                                    "org.springframework.web.service..",
                                    "org.springframework.web.bind.annotation..",
                                    "org.springframework.http..",
                                    "org.springframework.core.convert..",
                                    "org.springframework.core.io.."))))
                .as("are of another module, or Spring beyond its HTTP library"))
        .check(HOUSE);
  }

  @Test
  void conversation_dependsOn_nothingThatActs() {
    classes()
        .that()
        .resideInAPackage("annai.bot.conversation")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "org.jspecify..",
                    "annai.knowledge",
                    "annai.connectors.probe",
                    "annai.connectors.ticket",
                    "annai.bot.conversation")
                .or(
                    DescribedPredicate.describe(
                        "a meaning",
                        c ->
                            c.getFullName().startsWith("annai.bot.understanding.Meaning")
                                || c.getFullName().equals("annai.bot.understanding.Intent")
                                || c.getFullName().equals("annai.bot.understanding.Command"))))
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAPackage("annai.bot.conversation")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, Thread.class)
        .check(HOUSE);
  }

  @Test
  void implementations_areNamed_onlyByWiringAndTheirOwnPackage() {
    classes()
        .that(are(IMPLEMENTATION))
        .should(
            new ArchCondition<>("be named only in their own package and in wiring") {
              @Override
              public void check(JavaClass implementation, ConditionEvents events) {
                implementation.getDirectDependenciesToSelf().stream()
                    .filter(
                        use ->
                            !use.getOriginClass()
                                    .getPackageName()
                                    .equals(implementation.getPackageName())
                                && !use.getOriginClass()
                                    .getPackageName()
                                    .equals("annai.bot.wiring"))
                    .forEach(
                        use ->
                            events.add(SimpleConditionEvent.violated(use, use.getDescription())));
              }
            })
        .check(HOUSE);
  }

  @Test
  void jackson2_isUsed_nowhere() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.fasterxml.jackson.core..",
            "com.fasterxml.jackson.databind..",
            "com.fasterxml.jackson.datatype..")
        .check(HOUSE);
  }

  @Test
  void packagesOfTheBot_haveNoCycles() {
    slices().matching("annai.bot.(*)..").should().beFreeOfCycles().check(HOUSE);
    slices().matching("annai.connectors.(*)..").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void emptyNames_areUsed_nowhere() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Service")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Dto")
        .orShould()
        .haveSimpleNameEndingWith("Info")
        .orShould()
        .resideInAnyPackage("..common..", "..util..", "..utils..", "..helper..", "..domain..")
        .check(HOUSE);
  }

  @Test
  void time_comesFrom_instantSource() {
    noClasses()
        .that()
        .resideOutsideOfPackages("annai.bot.wiring..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(HOUSE);
  }

  @Test
  void packages_areNullMarked() {
    Set<String> unmarked =
        HOUSE.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(p -> !p.getClasses().isEmpty())
            .filter(p -> !p.isAnnotatedWith(NullMarked.class))
            .map(p -> p.getName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(unmarked).as("packages without @NullMarked").isEmpty();
  }

  private static Set<String> packagesBelow(String root) {
    return HOUSE.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(root))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
