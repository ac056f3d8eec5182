package org.cellcount.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.cellcount.data.CellDataset;
import org.cellcount.data.NpzDataset;
import org.cellcount.image.GrayImage;
import org.cellcount.synthetic.SyntheticCells;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading 2,000 images with masks, and 2,000 without, from compressed npz files. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class NpzBenchmark {
  private static final int IMAGES = 2000;

  /** Where train_data.npz and test_images.npz are, or are to be written. */
  @Param("target/bench")
  public String folder;

  private Path training;
  private Path test;

  /** Writes the files unless they are there. */
  @Setup
  public void setUp() throws IOException {
    Path parent = Files.createDirectories(Path.of(folder));
    training = parent.resolve("train_data.npz");
    test = parent.resolve("test_images.npz");
    if (!Files.exists(training) || !Files.exists(test)) {
      NpzDataset.write(training, unlabelled(SyntheticCells.generate(IMAGES, 1)));
      NpzDataset.write(test, unlabelled(SyntheticCells.generate(IMAGES, 2)));
    }
  }

  private static CellDataset unlabelled(CellDataset cells) {
    List<GrayImage> masks = IntStream.range(0, cells.size()).mapToObj(cells::mask).toList();
    return CellDataset.of(cells.name(), cells.images(), masks);
  }

  /** Both files. */
  @Benchmark
  public int read() throws IOException {
    return NpzDataset.read(training).size() + NpzDataset.readImages(test).size();
  }
}
