package attention;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RestController;

/// The arrows between the packages, and what a class may be.
class ArchitectureTest {

  private static final JavaClasses OURS =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("attention");

  @Test
  void arrowsPointInwards() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("kernel")
        .definedBy("attention.kernel")
        .layer("core")
        .definedBy("attention.core")
        .layer("comparison")
        .definedBy("attention.comparison")
        .layer("format")
        .definedBy("attention.format")
        .layer("limits")
        .definedBy("attention.limits")
        .layer("telemetry")
        .definedBy("attention.telemetry")
        .layer("vocabulary")
        .definedBy("attention.vocabulary")
        .layer("service")
        .definedBy("attention.service")
        .layer("api")
        .definedBy("attention.api")
        .layer("inference")
        .definedBy("attention.inference")
        .layer("problem")
        .definedBy("attention.problem")
        .layer("security")
        .definedBy("attention.security")
        .layer("servlet")
        .definedBy("attention.servlet")
        .whereLayer("kernel")
        .mayOnlyBeAccessedByLayers("core", "comparison", "format", "service")
        .whereLayer("core")
        .mayOnlyBeAccessedByLayers(
            "comparison", "format", "limits", "service", "api", "inference", "problem")
        .whereLayer("comparison")
        .mayOnlyBeAccessedByLayers("service", "inference")
        .whereLayer("format")
        .mayOnlyBeAccessedByLayers("api", "inference", "problem")
        .whereLayer("limits")
        .mayOnlyBeAccessedByLayers("service", "api", "inference", "problem")
        .whereLayer("telemetry")
        .mayOnlyBeAccessedByLayers("limits", "api")
        .whereLayer("vocabulary")
        .mayOnlyBeAccessedByLayers("service")
        .whereLayer("service")
        .mayOnlyBeAccessedByLayers("api", "inference")
        .whereLayer("api")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("inference")
        .mayNotBeAccessedByAnyLayer()
        // A bad line of many gets its problem on its line, so the endpoints write problems, too;
        // and they document them.
        .whereLayer("problem")
        .mayOnlyBeAccessedByLayers("api", "inference")
        .whereLayer("security")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("servlet")
        .mayOnlyBeAccessedByLayers("limits", "telemetry", "problem", "security")
        .check(OURS);
  }

  @Test
  void noPackageNeedsItselfThroughAnother() {
    SlicesRuleDefinition.slices().matching("attention.(*)..").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void everyPackageIsOneOfTheDesign() {
    assertThat(OURS.stream().map(JavaClass::getPackageName).distinct())
        .containsExactlyInAnyOrder(
            "attention",
            "attention.kernel",
            "attention.core",
            "attention.comparison",
            "attention.format",
            "attention.limits",
            "attention.telemetry",
            "attention.vocabulary",
            "attention.service",
            "attention.api",
            "attention.inference",
            "attention.problem",
            "attention.security",
            "attention.servlet");
  }

  @Test
  void theMathematicsKnowsNoFramework() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "attention.kernel", "attention.core", "attention.comparison", "attention.vocabulary")
        .should()
        .dependOnClassesThat(
            resideInAPackage("java..")
                .or(resideInAPackage("attention.."))
                .or(resideInAPackage("org.jspecify.."))
                .or(resideInAPackage("jdk.incubator.vector.."))
                .as("other than the JDK's and ours")
                .negate())
        .check(OURS);
  }

  @Test
  void jsonIsReadAndWrittenByOneJackson() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..")
        .because("Spring Boot brings Jackson 3; swagger-core brings Jackson 2 beside it")
        .check(OURS);
  }

  @Test
  void controllersCallNothingButTheService() {
    noClasses()
        .that()
        .areAnnotatedWith(RestController.class)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("attention.core")
        .because("a controller validates and delegates")
        .check(OURS);
  }

  @Test
  void theServiceKeepsNothingBetweenCalls() {
    classes()
        .that()
        .resideInAnyPackage(
            "attention.kernel", "attention.core", "attention.comparison", "attention.service")
        .and()
        .doNotHaveSimpleName("Faults")
        .should()
        .haveOnlyFinalFields()
        .check(OURS);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .check(OURS);
  }
}
