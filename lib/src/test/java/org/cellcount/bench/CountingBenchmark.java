package org.cellcount.bench;

import java.util.concurrent.TimeUnit;
import org.cellcount.count.CellCounter;
import org.cellcount.count.Components;
import org.cellcount.count.Connectivity;
import org.cellcount.count.CountOptions;
import org.cellcount.count.CountResult;
import org.cellcount.data.CellDataset;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.synthetic.SyntheticCells;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Probability maps (128x128, soft masks of synthetic cells) counted per second by one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CountingBenchmark {
  private static final int MAPS = 64;
  private static final int TILES = 32;

  private final CellCounter defaults = new CellCounter(CountOptions.defaults());
  private final CellCounter published = new CellCounter(CountOptions.readme());
  private GrayImage[] maps;
  private BinaryImage[] masks;
  private GrayImage field;
  private int next;

  /** Makes the maps. */
  @Setup
  public void setUp() {
    CellDataset cells = SyntheticCells.generate(MAPS, 1);
    maps = new GrayImage[MAPS];
    masks = new BinaryImage[MAPS];
    for (int i = 0; i < MAPS; i++) {
      maps[i] = cells.mask(i);
      masks[i] = maps[i].above(0.5);
    }
    field = tiled(maps);
  }

  /** One map of 4096x4096, laid with the small ones. */
  private static GrayImage tiled(GrayImage[] maps) {
    int size = SyntheticCells.SIZE;
    GrayImage field = GrayImage.zeros(TILES * size, TILES * size);
    for (int tile = 0; tile < TILES * TILES; tile++) {
      for (int row = 0; row < size; row++) {
        int to = (tile / TILES * size + row) * field.width() + tile % TILES * size;
        System.arraycopy(maps[tile % MAPS].pixels(), row * size, field.pixels(), to, size);
      }
    }
    return field;
  }

  private GrayImage nextMap() {
    next = (next + 1) % MAPS;
    return maps[next];
  }

  /** The components of a mask and how many pixels each has, the background first. */
  @Benchmark
  public int[] components() {
    next = (next + 1) % MAPS;
    return Components.label(masks[next], Connectivity.FOUR).areas();
  }

  /** The default options, the number of cells alone. */
  @Benchmark
  public int countOnly() {
    return defaults.countOnly(nextMap());
  }

  /** The default options, with the label image. */
  @Benchmark
  public CountResult labelImage() {
    return defaults.count(nextMap());
  }

  /** The published pipeline: opening, closing, hole filling, components, area filter. */
  @Benchmark
  public CountResult published() {
    return published.count(nextMap());
  }

  /** The default options on a map of 4096x4096 with some 16,000 cells, seconds. */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  public CountResult field4096() {
    return defaults.count(field);
  }
}
