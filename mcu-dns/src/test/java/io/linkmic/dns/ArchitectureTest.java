package io.linkmic.dns;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.linkmic.dns", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("io.linkmic.dns.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule only_the_wiring_knows_spring =
      noClasses()
          .that()
          .resideInAnyPackage("..dns.select..", "..dns.place..", "..dns.http..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework..");

  @ArchTest
  static final ArchRule the_decision_knows_no_door =
      noClasses()
          .that()
          .resideInAnyPackage("..dns.select..", "..dns.place..", "..dns.picture..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty..", "..dns.http..");
}
