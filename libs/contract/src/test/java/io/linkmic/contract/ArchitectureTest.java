package io.linkmic.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The contract is values and rules: any service can use it, with any framework. */
@AnalyzeClasses(packages = "io.linkmic.contract", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("io.linkmic.contract.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule no_framework_and_nothing_of_the_services =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "io.netty..",
              "tools.jackson..",
              "com.fasterxml..",
              "io.linkmic.node..",
              "io.linkmic.origin..");
}
