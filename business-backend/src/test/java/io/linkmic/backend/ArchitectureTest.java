package io.linkmic.backend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.linkmic.backend", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("io.linkmic.backend.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule the_state_machine_is_pure =
      noClasses()
          .that()
          .haveSimpleNameStartingWith("Transitions")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "java.sql..", "java.time..");

  @ArchTest
  static final ArchRule nobody_talks_to_redis_or_the_network_but_those_who_must =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..backend.broadcast..", "..backend.hooks..", "..backend.alert..", "..backend.feed..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..", "io.lettuce..", "io.linkmic.cluster..");
}
