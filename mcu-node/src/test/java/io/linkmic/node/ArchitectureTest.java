package io.linkmic.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;

/** The folders tell the way of a packet; this test keeps the story true. */
@AnalyzeClasses(packages = "io.linkmic.node", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  /** architecture.md §2: in the order the data flows. A package uses what comes after it. */
  private static final List<String> FLOW =
      List.of(
          "signaling",
          "edge",
          "ingest",
          "feed",
          "relay",
          "room",
          "mix",
          "image",
          "program",
          "egress",
          "telemetry");

  /** Uses against the flow, each for a reason. May only shrink. */
  private static final Map<String, String> AGAINST_THE_FLOW =
      Map.of(
          "ingest → edge", "opens its host's peer at the edge, which tells it by a listener",
          "feed → edge", "the same for its receiver's peer",
          "room → edge", "reads the edge's one monotonic clock",
          "egress → program",
              "takes the program's packets; the program knows it as an output only");

  @ArchTest
  static final ArchRule packages_use_what_comes_after_them =
      classes().should(followTheFlow()).allowEmptyShould(true);

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("io.linkmic.node.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule media_packages_know_nothing_of_the_doors =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..node.edge..",
              "..node.ingest..",
              "..node.feed..",
              "..node.program..",
              "..node.egress..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..node.signaling..", "..node.control..", "..node.http..");

  @ArchTest
  static final ArchRule only_doors_and_wiring_know_the_web =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.linkmic.node", "..node.signaling..", "..node.control..", "..node.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework.web..", "jakarta.servlet..");

  private static ArchCondition<JavaClass> followTheFlow() {
    return new ArchCondition<>("use only packages that come later in " + FLOW) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          String from = packageOf(type);
          String to = packageOf(dependency.getTargetClass());
          boolean against = FLOW.indexOf(to) >= 0 && FLOW.indexOf(from) > FLOW.indexOf(to);
          if (against && !AGAINST_THE_FLOW.containsKey(from + " → " + to)) {
            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
          }
        }
      }
    };
  }

  /** {@code egress} for {@code io.linkmic.node.egress.…}; empty for what is not in the node. */
  private static String packageOf(JavaClass type) {
    String root = "io.linkmic.node.";
    String name = type.getPackageName();
    if (!name.startsWith(root)) {
      return "";
    }
    String rest = name.substring(root.length());
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }
}
