package io.linkmic.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.linkmic.api.access.Needs;
import io.linkmic.api.access.Right;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMapping;

/** Deny by default, seen from the code. */
class HandlersTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.linkmic.api");

  private static List<JavaMethod> handlers() {
    return CLASSES.stream()
        .flatMap(type -> type.getMethods().stream())
        .filter(method ->
            method.isAnnotatedWith(RequestMapping.class)
                || method.isMetaAnnotatedWith(RequestMapping.class))
        .toList();
  }

  @Test
  void every_handler_says_what_it_needs() {
    assertThat(handlers()).hasSizeGreaterThan(20);
    assertThat(handlers())
        .allSatisfy(method ->
            assertThat(method.isAnnotatedWith(Needs.class)).as(method.getFullName()).isTrue());
  }

  @Test
  void only_the_error_page_needs_nothing() {
    assertThat(handlers())
        .filteredOn(method ->
            method.isAnnotatedWith(Needs.class)
                && method.getAnnotationOfType(Needs.class).value() == Right.NOTHING)
        .extracting(JavaMethod::getName)
        .containsExactly("error");
  }
}
