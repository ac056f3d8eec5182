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
   * @throws IOException if the model cannot be loaded
   */
  static synchronized RowCounter counter(SentModel sent, SentOptions options) throws IOException {
    List<Object> key = List.of(sent.fingerprint(), options);
    if (!COUNTERS.containsKey(key)) {
      if (!MODELS.containsKey(sent.fingerprint())) {
        MODELS.put(sent.fingerprint(), load(sent));
      }
      Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
      COUNTERS.put(
          key,
          new RowCounter(
              new ImageCounter(MODELS.get(sent.fingerprint()), options.options(scratch))));
    }
    return COUNTERS.get(key);
  }

  private static TrainedModel load(SentModel sent) throws IOException {
    Path folder = Files.createTempDirectory("cellcount-model");
    try {
      sent.write(folder);
      return TrainedModel.load(folder);
    } finally {
      delete(folder);
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
