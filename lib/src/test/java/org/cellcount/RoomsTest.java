package org.cellcount;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A room may use only the rooms below it, and only the rooms that need tensors know DJL. */
class RoomsTest {
  private static final List<String> LOWEST_FIRST =
      List.of(
          "base",
          "image",
          "count",
          "metric",
          "augment",
          "npz",
          "data",
          "synthetic",
          "ops",
          "safetensors",
          "model",
          "loss",
          "target",
          "train",
          "predict",
          "experiment",
          "plot",
          "notebook",
          "cli");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.cellcount");

  private static String room(String name) {
    return "org.cellcount." + name + "..";
  }

  @Test
  void noRoomUsesOneAboveIt() {
    for (int i = 0; i < LOWEST_FIRST.size() - 1; i++) {
      String[] above =
          LOWEST_FIRST.subList(i + 1, LOWEST_FIRST.size()).stream()
              .map(RoomsTest::room)
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(room(LOWEST_FIRST.get(i)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(above)
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void countingNeedsNoNativeCode() {
    noClasses()
        .that()
        .resideInAnyPackage(
            room("base"),
            room("image"),
            room("count"),
            room("metric"),
            room("augment"),
            room("npz"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl..")
        .check(CLASSES);
  }

  @Test
  void onlyTheOpPackTouchesTheNativeInterface() {
    noClasses()
        .that()
        .resideOutsideOfPackage(room("ops"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl.pytorch.jni..")
        .check(CLASSES);
  }
}
