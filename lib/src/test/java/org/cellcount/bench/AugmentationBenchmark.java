package org.cellcount.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.cellcount.augment.Augmentation;
import org.cellcount.augment.Augmenter;
import org.cellcount.augment.BrightnessContrast;
import org.cellcount.augment.Elastic;
import org.cellcount.augment.GaussianNoise;
import org.cellcount.augment.HorizontalFlip;
import org.cellcount.augment.Rotation90;
import org.cellcount.augment.VerticalFlip;
import org.cellcount.data.CellDataset;
import org.cellcount.image.CellSample;
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

/** Images (128x128, with mask and labels) augmented per second by one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AugmentationBenchmark {
  /** A preset's label or a single augmenter, which then changes every image. */
  @Param({
    "full",
    "flips + rotation",
    "horizontal flip",
    "vertical flip",
    "rotation",
    "brightness and contrast",
    "noise",
    "elastic"
  })
  public String augmentation;

  private final SplittableRandom random = new SplittableRandom(1);
  private Augmenter augmenter;
  private CellDataset cells;
  private int next;

  /** Makes the images. */
  @Setup
  public void setUp() {
    cells = SyntheticCells.generate(64, 1);
    augmenter =
        switch (augmentation) {
          case "horizontal flip" -> new HorizontalFlip(1);
          case "vertical flip" -> new VerticalFlip(1);
          case "rotation" -> new Rotation90();
          case "brightness and contrast" -> new BrightnessContrast(0.15);
          case "noise" -> new GaussianNoise(0.02);
          case "elastic" -> new Elastic(1, 20, 3);
          default -> Augmentation.of(augmentation);
        };
  }

  /** One image. */
  @Benchmark
  public CellSample augment() {
    next = (next + 1) % cells.size();
    return augmenter.apply(cells.sample(next), random);
  }
}
