package io.linkmic.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What all services share knows none of them. */
@AnalyzeClasses(packages = "io.linkmic.http", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule it_knows_the_contract_and_the_frameworks_only =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.linkmic.http..",
              "io.linkmic.contract..",
              "org.springframework..",
              "org.apache.catalina..",
              "org.apache.juli.logging..",
              "jakarta.servlet..",
              "tools.jackson..",
              "org.jspecify..",
              "java..");
}
