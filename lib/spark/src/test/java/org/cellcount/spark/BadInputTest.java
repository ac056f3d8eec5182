package org.cellcount.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.example.data.Group;
import org.cellcount.cli.Predict;
import org.cellcount.count.CountOptions;
import org.cellcount.plate.ClusterCount;
import org.cellcount.predict.ImageCounter;
import org.cellcount.target.ModelFolder;
import org.cellcount.target.Pretrained;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be counted, said in words: before the job starts where it can be known then. */
class BadInputTest {
  private static final String LOCAL = "local[2]";

  @TempDir private Path folder;
  private Screen screen;
  private Path output;

  @BeforeEach
  void files() throws IOException {
    screen = Screen.write(folder.resolve("screen"), 2);
    output = folder.resolve("out");
  }

  /** The model that comes with the library, in a folder of its own. */
  private Path ownModel() throws IOException {
    Path model = folder.resolve("model");
    Pretrained.read(SentModel::read).write(model);
    return model;
  }

  private void assertRefused(ClusterCount.Job job, String because) {
    String message =
        assertThrows(IOException.class, () -> Screen.spark().count(job, line -> {})).getMessage();
    assertTrue(message.contains(because), message);
  }

  private ClusterCount.Job job(List<String> inputs, Path model, ImageCounter.Options options) {
    ClusterCount.Job job = Screen.job(LOCAL, Map.of(), inputs, output);
    return new ClusterCount.Job(
        job.cluster(),
        inputs,
        Optional.empty(),
        false,
        model,
        options,
        job.output(),
        job.wanted(),
        job.names());
  }

  @Test
  void whatCannotBeDoneIsSaidBefore() throws IOException {
    ImageCounter.Options options = ImageCounter.Options.defaults(output);
    Path model = screen.job(LOCAL, Map.of(), output).model();
    Path own = ownModel();
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertRefused(job(List.of(empty.toString()), model, options), "holds no image file");
    assertRefused(job(List.of(folder + "/none"), model, options), "none is missing");
    assertRefused(job(List.of(empty + "/*.png"), folder.resolve("m"), options), "m is missing");
    assertRefused(job(List.of(empty.toString()), empty, options), "no model has been trained");
    String input = screen.folder().resolve("P1").toString();
    Screen.spark().count(job(List.of(input), model, options), line -> {});
    ImageCounter.Options half =
        new ImageCounter.Options(
            OptionalDouble.of(0.5),
            options.selection(),
            options.pixelSize(),
            options.patience(),
            true,
            output);
    assertRefused(job(List.of(input), model, half), "expected those of");
    new ModelFolder(own).write(CountOptions.defaults().withMinArea(99));
    assertRefused(job(List.of(input), own, options), "holds results of model ");
    FileSystem system = FileSystem.getLocal(new Configuration());
    Duration beat = Duration.ofMillis(100);
    var file = new org.apache.hadoop.fs.Path(output.resolve("_lock").toUri());
    RunLock other = RunLock.take(system, file, "other", beat);
    try {
      assertRefused(job(List.of(input), model, options), "being written to by another run");
    } finally {
      other.close();
    }
  }

  /** The first image is deleted once it is found, and the model once it is read. */
  @Test
  void whatVanishesWhileItIsCountedIsARow() throws IOException {
    Path gone = screen.folder().resolve("P1/B02_f1.png");
    Path model = ownModel();
    ClusterCount.Summary summary =
        Screen.spark()
            .count(
                job(
                    List.of(screen.folder().resolve("P1").toString()),
                    model,
                    ImageCounter.Options.defaults(output)),
                line -> {
                  delete(gone);
                  delete(model.resolve("model.json"));
                  delete(model.resolve("best.safetensors"));
                });
    assertEquals(2, summary.files());
    assertEquals(Map.of("does not exist", 1L), summary.failures());
    for (Group row : Screen.rows(output, OutputFolder.IMAGES)) {
      boolean counted = !row.getString("path", 0).endsWith("B02_f1.png");
      assertEquals(counted, row.getString("status", 0).equals("ok"));
      assertEquals(counted ? 1 : 0, row.getFieldRepetitionCount("count"));
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As on a machine for whose processor no library was sent. */
  @Test
  void aMachineWithoutPyTorchSaysWhatIsMissing() throws Exception {
    List<String> arguments =
        List.of(
            "--spark",
            LOCAL,
            "--spark-set",
            "spark.driver.host=127.0.0.1",
            "--input",
            screen.folder().resolve("P1").toString(),
            "--output",
            output.toString());
    List<String> command = LocalCluster.java("-Xmx700m", Predict.class.getName(), arguments);
    int classPath = command.indexOf("-cp") + 1;
    command.set(
        classPath,
        Stream.of(command.get(classPath).split(File.pathSeparator, -1))
            .filter(jar -> !jar.contains("pytorch-native"))
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(1, "-Dai.djl.offline=true");
    Path log = folder.resolve("log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("DJL_CACHE_DIR", folder.resolve("cache").toString());
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES));
    assertEquals(1, process.exitValue());
    List<String> lines = Files.readAllLines(log);
    String last = lines.get(lines.size() - 1);
    assertTrue(last.contains("no PyTorch library for " + System.getProperty("os.name")), last);
    assertTrue(last.contains(" on 127.0.0.1, expected the jar pytorch-native-cpu for it"), last);
  }
}
