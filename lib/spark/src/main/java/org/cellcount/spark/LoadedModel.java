package org.cellcount.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cellcount.predict.ImageCounter;
import org.cellcount.predict.RowCounter;
import org.cellcount.predict.TrainedModel;

/** The models of this JVM: each is loaded once, by the first task that needs it. */
final class LoadedModel {
  private static final Map<String, TrainedModel> MODELS = new HashMap<>();
  private static final Map<List<Object>, RowCounter> COUNTERS = new HashMap<>();

  private LoadedModel() {}

  /**
   * A counter that all tasks of this JVM share.
   *
   * @throws IllegalStateException if this machine cannot run the model, naming machine and reason
   */
  static synchronized RowCounter counter(SentModel sent, SentOptions options) {
    return COUNTERS.computeIfAbsent(
        List.of(sent.fingerprint(), options),
        key -> {
          TrainedModel model =
              MODELS.computeIfAbsent(sent.fingerprint(), fingerprint -> load(sent));
          Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
          return new RowCounter(new ImageCounter(model, options.options(scratch)));
        });
  }

  private static TrainedModel load(SentModel sent) {
    try {
      Path folder = Files.createTempDirectory("cellcount-model");
      try {
        sent.write(folder);
        return TrainedModel.load(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new IllegalStateException(
          "the model cannot be loaded on an executor of "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + ", expected a PyTorch library for it among the jars: "
              + e,
          e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
