package org.cellcount;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A room may use only the rooms below it, and only the rooms that need tensors know DJL. */
class RoomsTest {
  private static final List<String> LOWEST_FIRST =
      List.of(
          "base",
          "image",
          "microscopy",
          "measure",
          "count",
          "instance",
          "export",
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
          "plate",
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

  private static String[] rooms(String... names) {
    return Arrays.stream(names).map(RoomsTest::room).toArray(String[]::new);
  }

  private static void never(String[] rooms, String... packages) {
    noClasses()
        .that()
        .resideInAnyPackage(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .check(CLASSES);
  }

  @Test
  void countingNeedsNoNativeCode() {
    never(
        rooms(
            "base",
            "image",
            "microscopy",
            "measure",
            "count",
            "instance",
            "export",
            "metric",
            "augment",
            "npz",
            "data",
            "synthetic"),
        "ai.djl..");
  }

  @Test
  void countingWithAModelKnowsNothingOfTraining() {
    never(rooms("predict", "plate"), room("train"), room("loss"), room("augment"));
  }

  /** A notebook kernel may hold a copy of it that is too old, before ours. */
  @Test
  void nothingUsesGson() {
    never(rooms(LOWEST_FIRST.toArray(String[]::new)), "com.google.gson..");
  }

  @Test
  void everyRoomHasAPlaceInTheOrder() {
    Set<String> rooms =
        CLASSES.stream()
            .map(c -> c.getPackageName().split("\\.", -1)[2])
            .collect(Collectors.toSet());
    assertEquals(Set.copyOf(LOWEST_FIRST), rooms);
  }

  /** Before it starts, DJL must be told to send no statistics. */
  @Test
  void onlyTheOpPackStartsTheEngine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(room("ops"))
        .should()
        .callMethod(Engine.class, "getEngine", String.class)
        .orShould()
        .callMethod(Engine.class, "getInstance")
        .orShould()
        .callMethod(NDManager.class, "newBaseManager")
        .orShould()
        .callMethod(NDManager.class, "newBaseManager", Device.class)
        .orShould()
        .callMethod(NDManager.class, "newBaseManager", Device.class, String.class)
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
