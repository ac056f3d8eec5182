package org.cellcount.bench;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cellcount.augment.AugmentationPreset;
import org.cellcount.data.CellDataset;
import org.cellcount.data.Split;
import org.cellcount.data.SyntheticCells;
import org.cellcount.model.Architecture;
import org.cellcount.ops.Precision;
import org.cellcount.train.History;
import org.cellcount.train.RunConfig;
import org.cellcount.train.TrainingRun;

/** Times a network in a process of its own and prints the figures as one line of JSON. */
public final class NetworkBenchmark {
  private static final int BATCH = 16;
  private static final int WARM_UP = 2;

  private NetworkBenchmark() {}

  public static void main(String[] args) throws IOException {
    Map<String, Object> figures =
        train(
            Architecture.of(args[1]),
            Integer.parseInt(args[2]),
            Precision.of(args[3]),
            Integer.parseInt(args[4]));
    System.out.println(new Gson().toJson(figures));
  }

  static Map<String, Object> train(
      Architecture architecture, int base, Precision precision, int steps) throws IOException {
    RunConfig config =
        RunConfig.published()
            .withArchitecture(architecture)
            .withBaseChannels(base)
            .withPrecision(precision)
            .withAugmentation(AugmentationPreset.FULL)
            .withEpochs(1);
    int images = (WARM_UP + steps) * BATCH;
    CellDataset cells = SyntheticCells.generate(images + BATCH, 1);
    Split split =
        new Split(
            cells.subset(IntStream.range(0, images).toArray()),
            cells.subset(IntStream.range(images, images + BATCH).toArray()));
    List<Long> ends = new ArrayList<>();
    Path folder = Files.createTempDirectory("bench");
    History history =
        new TrainingRun(config, split, folder)
            .run(
                progress -> {
                  if (!progress.epochEnded()) {
                    ends.add(System.nanoTime());
                    if (ends.size() % 20 == 0 || ends.size() < 5)
                      System.err.println(ends.size() + " " + progress.loss() + " rss " + rss());
                  }
                });
    double[] seconds =
        IntStream.range(WARM_UP, ends.size())
            .mapToDouble(i -> (ends.get(i) - ends.get(i - 1)) / 1e9)
            .sorted()
            .toArray();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("seconds", seconds[seconds.length / 2]);
    figures.put("min", seconds[0]);
    figures.put("waiting", history.last().waitingShare());
    return figures;
  }

  static String rss() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return String.join(
          " ", lines.filter(l -> l.startsWith("VmRSS") || l.startsWith("VmHWM")).toList());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
