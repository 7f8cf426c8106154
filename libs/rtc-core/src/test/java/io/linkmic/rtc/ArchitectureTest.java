package io.linkmic.rtc;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** Sans-IO is a promise to the simulator, the SDK and the node alike; this test keeps it. */
@AnalyzeClasses(packages = "io.linkmic.rtc", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  /** Addresses are values; everything else in java.net talks to the world. */
  private static final Set<String> ADDRESSES =
      Set.of(
          "java.net.InetAddress",
          "java.net.Inet4Address",
          "java.net.Inet6Address",
          "java.net.InetSocketAddress",
          "java.net.SocketAddress",
          "java.net.UnknownHostException");

  /**
   * Bouncy Castle's handshake blocks on its transport: the one thread, the bound on its owner's
   * wait for it, and its short pauses (docs/decisions/0002-dtls-in-lockstep.md).
   */
  private static final DescribedPredicate<JavaClass> LOCKSTEP =
      describe(
          "the DTLS lockstep",
          type ->
              type.getName().startsWith("io.linkmic.rtc.dtls.Lockstep")
                  || type.getName().equals("io.linkmic.rtc.dtls.HandshakeDatagrams"));

  @ArchTest
  static final ArchRule no_socket_and_no_channel =
      noClasses()
          .should()
          .dependOnClassesThat(
              describe(
                  "talk to the network or to files",
                  type ->
                      (type.getPackageName().equals("java.net")
                              && !ADDRESSES.contains(type.getName()))
                          || type.getPackageName().startsWith("java.nio.channels")
                          || type.getPackageName().equals("java.nio.file")
                          || type.getName().equals("java.io.File")));

  @ArchTest
  static final ArchRule no_thread_outside_the_dtls_lockstep =
      noClasses()
          .that(not(LOCKSTEP))
          .should()
          .dependOnClassesThat(
              describe(
                  "run things",
                  type ->
                      type.getName().equals("java.lang.Thread")
                          || type.isAssignableTo(java.util.concurrent.Executor.class)
                          || type.isAssignableTo(java.util.Timer.class)
                          || type.getPackageName().startsWith("java.util.concurrent.locks")));

  @ArchTest
  static final ArchRule no_clock =
      noClasses()
          .that(not(LOCKSTEP))
          .should()
          .callMethodWhere(describe("reads a clock", ArchitectureTest::readsClock))
          .because("every Instant comes in with the input, so minutes run in seconds");

  @ArchTest
  static final ArchRule no_logger_and_no_framework =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.slf4j..",
              "java.util.logging..",
              "org.springframework..",
              "io.netty..",
              "jakarta..",
              "java.util.prefs..");

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("io.linkmic.rtc.(*)..").should().beFreeOfCycles();

  private static boolean readsClock(JavaMethodCall call) {
    String owner = call.getTargetOwner().getName();
    String method = call.getName();
    return switch (owner) {
      case "java.lang.System" -> method.equals("nanoTime") || method.equals("currentTimeMillis");
      case "java.time.Instant", "java.time.LocalDateTime", "java.time.ZonedDateTime" ->
          method.equals("now");
      case "java.time.Clock" -> true;
      default -> false;
    };
  }
}
