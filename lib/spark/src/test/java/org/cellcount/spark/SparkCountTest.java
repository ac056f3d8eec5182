package org.cellcount.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.parquet.example.data.Group;
import org.cellcount.cli.Predict;
import org.cellcount.export.Output;
import org.cellcount.plate.ClusterCount;
import org.cellcount.plate.FieldCount;
import org.cellcount.plate.FieldNames;
import org.cellcount.plate.Plate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkCountTest {
  private static final String LOCAL = "local[2]";

  @TempDir private Path folder;
  private Screen screen;
  private Path output;

  @BeforeEach
  void files() throws IOException {
    screen = Screen.write(folder.resolve("screen"), 3);
    output = folder.resolve("out");
  }

  private ClusterCount.Summary count() throws IOException {
    return Screen.spark().count(screen.job(LOCAL, Map.of(), output), line -> {});
  }

  private SortedMap<Path, FileTime> parts() throws IOException {
    SortedMap<Path, FileTime> parts = new TreeMap<>();
    for (Path file : Screen.files(output, ".parquet")) {
      parts.put(file, Files.getLastModifiedTime(file));
    }
    return parts;
  }

  private Group row(String file) throws IOException {
    List<Group> rows =
        Screen.rows(output, OutputFolder.IMAGES).stream()
            .filter(row -> row.getString("path", 0).endsWith(file))
            .toList();
    assertEquals(1, rows.size(), file);
    return rows.get(0);
  }

  @Test
  void onlyWhatIsMissingIsCounted() throws IOException {
    Path broken = Files.writeString(screen.folder().resolve("P1/B09_f9.png"), "broken");
    assertEquals(1, count().failed());
    assertTrue(row("B09_f9.png").getString("status", 0).contains("B09_f9.png"));
    SortedMap<String, List<String>> expected = screen.counted();
    SortedMap<Path, FileTime> first = parts();
    FieldCount.read(output.resolve("counts"), FieldNames.ANY);

    // Nothing has changed: only the broken file is looked at again.
    ClusterCount.Summary again = count();
    assertEquals(7, again.files());
    assertEquals(6, again.before());
    assertEquals(1, again.failed());

    // One is mended, one is changed, one is new, one is gone.
    Path one = screen.folder().resolve("P2/B02_f1.png");
    Files.copy(one, broken, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        screen.folder().resolve("P2/B03_f2.png"),
        one,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.copy(one, screen.folder().resolve("P2/B07_f7.png"));
    Files.delete(screen.folder().resolve("P1/B04_f3.png"));
    ClusterCount.Summary third = count();
    assertEquals(7, third.files());
    assertEquals(4, third.before());
    assertEquals(0, third.failed());
    SortedMap<String, List<String>> now = screen.counted();
    // Counted once, it stays, although the file is gone.
    now.put("P1/B04_f3.png", expected.get("P1/B04_f3.png"));
    assertEquals(now, Screen.counted(output));
    SortedMap<Path, FileTime> kept = parts();
    kept.keySet().retainAll(first.keySet());
    assertTrue(kept.entrySet().stream().anyMatch(e -> first.get(e.getKey()).equals(e.getValue())));
    assertTrue(
        Files.notExists(output.resolve("_work")) && Files.notExists(output.resolve("_lock")));
  }

  @Test
  void tablesTellPlateWellAndField() throws IOException {
    count();
    Group row = row("P2/B03_f2.png");
    assertEquals("B03", row.getString("well", 0));
    assertEquals(2, row.getInteger("field", 0));
    assertEquals("screen/P2/B03_f2.png", row.getString("file", 0));
    assertTrue(row.getDouble("seconds", 0) > 0);
    assertEquals(64, row.getString("model", 0).length());
    assertTrue(Files.isDirectory(output.resolve("images/plate=P1")));
    List<Plate> plates = Plate.of(FieldCount.read(output.resolve("counts"), FieldNames.ANY));
    assertEquals(List.of("P1", "P2"), plates.stream().map(Plate::name).toList());
    assertEquals(3, plates.get(0).wells().size());
  }

  @Test
  void listsPatternsAndOtherOutputsAreUnderstood() throws IOException {
    Path list = folder.resolve("list.txt");
    Files.writeString(list, "screen/P1/B02_f1.png\n\nscreen/P1/gone.png\nscreen/P1/B02_f1.png\n");
    ClusterCount.Job job = screen.job(LOCAL, Map.of(), output);
    ClusterCount.Job listed =
        new ClusterCount.Job(
            job.cluster(),
            List.of(screen.folder() + "/*/B03*.png"),
            Optional.of(list.toString()),
            false,
            job.model(),
            job.options(),
            job.output(),
            Set.of(Output.LABELS, Output.ROIS),
            FieldNames.WELL);
    List<String> lines = new ArrayList<>();
    ClusterCount.Summary summary = Screen.spark().count(listed, lines::add);
    assertEquals(List.of("4 files found, 4 to be counted"), lines);
    assertEquals(4, summary.files());
    assertEquals(1, summary.failed());
    assertTrue(row("gone.png").getString("status", 0).contains("gone.png"));
    assertEquals(-1, row("gone.png").getLong("length", 0));
    assertEquals(3, Screen.files(output.resolve("files"), ".labels.tif").size());
    assertEquals(3, Screen.files(output.resolve("files"), ".rois.zip").size());
    assertEquals(List.of(), Screen.rows(output, OutputFolder.CELLS));
  }

  @Test
  void aKilledDriverLeavesNothingHalfAndNothingIsDoneTwice() throws Exception {
    Screen many = Screen.write(folder.resolve("many"), 40);
    List<String> arguments =
        List.of(
            "--spark",
            "local[1]",
            "--spark-set",
            "spark.driver.host=127.0.0.1",
            "--recursive",
            "--input",
            many.folder().toString(),
            "--output",
            output.toString());
    Process driver =
        new ProcessBuilder(LocalCluster.java("-Xmx1g", Predict.class.getName(), arguments))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    while (Screen.files(output.resolve("images"), ".parquet").isEmpty()) {
      assertTrue(driver.isAlive(), () -> "over: " + folder.resolve("log"));
      Thread.sleep(10);
    }
    driver.destroyForcibly().waitFor();
    assertTrue(Files.exists(output.resolve("_lock")));
    SortedMap<Path, FileTime> before = parts();
    long done = Screen.rows(output, OutputFolder.IMAGES).size();
    assertTrue(done > 0 && done < 80, "killed too late");
    ClusterCount.Summary summary =
        Screen.spark().count(many.job(LOCAL, Map.of(), output), line -> {});
    assertEquals(80, summary.files());
    assertEquals(done, summary.before());
    assertEquals(many.counted(), Screen.counted(output));
    SortedMap<Path, FileTime> after = parts();
    for (Path image : Screen.files(output.resolve("images"), ".parquet")) {
      if (before.containsKey(image)) {
        assertEquals(before.get(image), after.get(image));
      }
    }
  }
}
