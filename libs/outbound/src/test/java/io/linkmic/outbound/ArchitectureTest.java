package io.linkmic.outbound;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who speaks to strangers knows their addresses' rules, and nothing of what is said. */
@AnalyzeClasses(packages = "io.linkmic.outbound", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule it_knows_addresses_and_http_only =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.linkmic.outbound..",
              "io.linkmic.contract.address..",
              "org.apache.hc..",
              "org.jspecify..",
              "java..",
              "javax.net..");
}
