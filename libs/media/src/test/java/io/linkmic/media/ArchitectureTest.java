package io.linkmic.media;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Pictures and sound know neither rooms nor networks nor frameworks. */
@AnalyzeClasses(packages = "io.linkmic.media", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("io.linkmic.media.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule no_framework_and_nothing_of_the_services =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "io.netty..",
              "io.linkmic.node..",
              "io.linkmic.contract..",
              "io.linkmic.rtc..");
}
