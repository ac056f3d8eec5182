package org.cellcount.predict;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.cellcount.base.Named;
import org.cellcount.count.CountOptions;
import org.cellcount.count.CountResult;
import org.cellcount.image.Contrast;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.model.Ensemble;
import org.cellcount.ops.TorchRuntime;
import org.cellcount.target.CellFeatures;
import org.cellcount.target.CellMaps;
import org.cellcount.target.Confidence;
import org.cellcount.target.Counting;
import org.cellcount.target.ModelFolder;
import org.cellcount.target.ModelSettings;
import org.cellcount.target.Pretrained;

/**
 * A trained network, or an ensemble of them, with all it needs to count: how to normalise an image,
 * what its channels mean and the counting options tuned for it. Images may have any size; large
 * ones are worked through in overlapping tiles. Several threads may use it at once.
 */
public final class TrainedModel implements AutoCloseable {
  /** Floats of one activation map of a tile: 128 MiB, a bound on the memory taken. */
  private static final int MAP_FLOATS = 1 << 25;

  /** Images up to this many pixels are gathered into batches. */
  private static final int BATCHED_PIXELS = 1 << 17;

  private static final int COUNTED_TOGETHER = 128;

  /** Channels that a map is thought to have where the network does not tell. */
  private static final int UNKNOWN_WIDTH = 64;

  private final ModelSettings settings;
  private final CountOptions options;
  private final Counting counting;
  private final Optional<Confidence> confidence;
  private final Ensemble networks;

  private TrainedModel(
      ModelSettings settings,
      CountOptions options,
      Optional<Confidence> confidence,
      Ensemble networks) {
    this.settings = settings;
    this.options = options;
    this.confidence = confidence;
    this.counting = settings.countingMethod().counting(settings.target(), options);
    this.networks = networks;
  }

  /**
   * Loads the best weights of a run, or of every network of an ensemble.
   *
   * @param path of the run, see {@link ModelFolder}
   * @param own what is not the library's own: the network, the target, the way of counting
   * @throws IOException if a file is missing, broken or of another network, or something of the
   *     reader's own is missing or built differently, naming it
   */
  public static TrainedModel load(Path path, Named... own) throws IOException {
    ModelFolder folder = new ModelFolder(path);
    ModelSettings settings = folder.settings(own);
    CountOptions options = folder.countOptions(settings.target());
    return new TrainedModel(
        settings, options, Confidence.of(folder), SavedNetworks.load(folder, settings, own));
  }

  /**
   * The model that comes with the library, see {@link Pretrained}.
   *
   * @throws IOException if the library was packed without it
   */
  public static TrainedModel pretrained() throws IOException {
    return Pretrained.read(folder -> load(folder));
  }

  /** What the network is and what it was trained for. */
  public ModelSettings settings() {
    return settings;
  }

  /** How many networks answer together. */
  public int networks() {
    return networks.size();
  }

  /** How many numbers were trained, in all networks together. */
  public long parameterCount() {
    return networks.parameterCount();
  }

  /** How its maps are counted where the way of counting is the standard one. */
  public CountOptions countOptions() {
    return options;
  }

  /** How its maps are counted. */
  public Counting counting() {
    return counting;
  }

  /** The typical diameter of the cells it was trained on, in pixels. */
  public double cellDiameter() {
    return settings.cellDiameter();
  }

  /**
   * What the network sees in an image.
   *
   * @param image intensities, 0..1, any size
   */
  public CellMaps predict(GrayImage image) {
    return predict(image, tilePixels());
  }

  /** The area of a tile that bounds the memory its maps take. */
  int tilePixels() {
    List<Integer> widths = settings.network().widths();
    return MAP_FLOATS / (widths.isEmpty() ? UNKNOWN_WIDTH : widths.get(0));
  }

  /** The networks, for those that feed them themselves. */
  Ensemble ensemble() {
    return networks;
  }

  /** The same in tiles of about so many pixels, if the image has more. */
  CellMaps predict(GrayImage image, int tilePixels) {
    return predictNormalised(settings.normalisation().apply(image), tilePixels);
  }

  /** The same of an image that is on the common scale already. */
  CellMaps predictNormalised(GrayImage image, int tilePixels) {
    Tiling tiling = new Tiling(settings.network(), image.height(), image.width(), tilePixels);
    int channels = settings.target().channels();
    int area = image.height() * image.width();
    float[] logits = new float[channels * area];
    float[] tile = new float[tiling.tileHeight() * tiling.tileWidth()];
    for (Tiling.Tile part : tiling.tiles()) {
      tiling.cut(image, part, tile, 0);
      float[] result = networks.logits(tile, 1, tiling.tileHeight(), tiling.tileWidth());
      for (int c = 0; c < channels; c++) {
        tiling.paste(result, c * tile.length, part, logits, c * area);
      }
    }
    return settings.target().maps(logits, 0, image.height(), image.width());
  }

  /**
   * The cells of an image of the magnification it was trained at, counted in the model's own way.
   */
  public CountResult count(GrayImage image) {
    return counting.result(predict(image));
  }

  /**
   * The cells of an image of any magnification: it is reduced until its cells are about as large as
   * those the network was trained on; if they are no larger, it is counted as it is.
   */
  public ScaledCount countAnyScale(GrayImage image) {
    return cellDiameter() == 0 ? count(image, 1) : judged(image, scale -> scale.count(image));
  }

  /**
   * The cells of an image that is reduced by a given factor.
   *
   * @param scale factor, above 0 up to 1
   * @throws IllegalArgumentException if the scale is out of range
   */
  public ScaledCount count(GrayImage image, double scale) {
    requireScale("scale", scale);
    return judged(image, cells -> cells.count(image, scale));
  }

  /**
   * A scale that an image can be counted at.
   *
   * @param name what to call it in the message
   * @throws IllegalArgumentException if it is out of range
   */
  public static double requireScale(String name, double scale) {
    if (!(scale > 0 && scale <= 1)) {
      throw new IllegalArgumentException(name + " " + scale + ": expected above 0, up to 1");
    }
    return scale;
  }

  /** What was seen of an image at the scale at which it was counted last. */
  private record Seen(CellMaps maps, CountResult cells) {}

  /** Counts an image, and says how sure the count is and what may be wrong with it. */
  private ScaledCount judged(GrayImage image, Function<CellScale, ScaledCount> way) {
    Seen[] last = new Seen[1];
    CellScale scale =
        new CellScale(
            reduced -> {
              CellMaps maps = predict(reduced);
              last[0] = new Seen(maps, counting.result(maps));
              return last[0].cells();
            },
            cellDiameter());
    ScaledCount counted = way.apply(scale);
    CellMaps maps = last[0].maps();
    LabelImage labels = last[0].cells().labels();
    CellFeatures features = CellFeatures.of(maps, labels);
    return new ScaledCount(
        counted.scale(),
        counted.cells(),
        confidence.map(known -> known.probabilities(features)).orElse(List.of()),
        FieldWarnings.of(
            Contrast.of(image),
            new EdgeDoubt().add(maps.foreground().pixels()),
            features.areas(),
            labels.labels().length));
  }

  /** How sure it may be of its cells and counts, if that is known. */
  public Optional<Confidence> confidence() {
    return confidence;
  }

  /**
   * What the network sees in many images, on every core. Images of one small size go through in
   * batches.
   *
   * @return one entry an image, in order
   */
  public List<CellMaps> predictAll(List<GrayImage> images) {
    List<int[]> jobs = jobs(images);
    int cores = Runtime.getRuntime().availableProcessors();
    int threads = networks.device().isGpu() ? 1 : Math.min(cores, jobs.size());
    int before = TorchRuntime.threads();
    ExecutorService workers =
        Executors.newFixedThreadPool(threads, work -> worker(work, cores / threads));
    try {
      List<Future<?>> running = new ArrayList<>();
      CellMaps[] maps = new CellMaps[images.size()];
      for (int[] job : jobs) {
        running.add(workers.submit(() -> predictBatch(images, job, maps)));
      }
      for (Future<?> future : running) {
        future.get();
      }
      return List.of(maps);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("prediction was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("prediction failed: " + e.getCause(), e.getCause());
    } finally {
      workers.shutdownNow();
      TorchRuntime.setThreads(before);
    }
  }

  /**
   * The number of cells in each of many images, on every core; the maps of 128 images are held at a
   * time.
   *
   * @param listener told how many images are done
   * @return one count an image, in order
   */
  public int[] countAll(List<GrayImage> images, IntConsumer listener) {
    int[] counts = new int[images.size()];
    for (int start = 0; start < counts.length; start += COUNTED_TOGETHER) {
      int end = Math.min(counts.length, start + COUNTED_TOGETHER);
      int first = start;
      List<CellMaps> maps = predictAll(images.subList(start, end));
      IntStream.range(first, end)
          .parallel()
          .forEach(i -> counts[i] = counting.count(maps.get(i - first)));
      listener.accept(end);
    }
    return counts;
  }

  /** A thread for predictions whose operations use so many cores. */
  private static Thread worker(Runnable work, int cores) {
    return new Thread(
        () -> {
          TorchRuntime.setThreads(cores);
          work.run();
        },
        "prediction");
  }

  /** Groups of indices of images of one size, each small enough for one batch. */
  private List<int[]> jobs(List<GrayImage> images) {
    List<Integer> order =
        IntStream.range(0, images.size())
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer i) -> images.get(i).height())
                    .thenComparingInt(i -> images.get(i).width()))
            .toList();
    List<int[]> jobs = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= order.size(); i++) {
      GrayImage first = images.get(order.get(start));
      int most = Math.max(1, BATCHED_PIXELS / (first.height() * first.width()));
      boolean full =
          i == order.size()
              || i - start >= most
              || images.get(order.get(i)).height() != first.height()
              || images.get(order.get(i)).width() != first.width();
      if (full) {
        jobs.add(order.subList(start, i).stream().mapToInt(Integer::intValue).toArray());
        start = i;
      }
    }
    return jobs;
  }

  private void predictBatch(List<GrayImage> images, int[] job, CellMaps[] maps) {
    GrayImage first = images.get(job[0]);
    if (job.length == 1) {
      maps[job[0]] = predict(first);
      return;
    }
    Tiling tiling =
        new Tiling(settings.network(), first.height(), first.width(), Integer.MAX_VALUE);
    Tiling.Tile whole = tiling.tiles().get(0);
    int tileArea = tiling.tileHeight() * tiling.tileWidth();
    float[] batch = new float[job.length * tileArea];
    for (int i = 0; i < job.length; i++) {
      tiling.cut(settings.normalisation().apply(images.get(job[i])), whole, batch, i * tileArea);
    }
    float[] result = networks.logits(batch, job.length, tiling.tileHeight(), tiling.tileWidth());
    int channels = settings.target().channels();
    int area = first.height() * first.width();
    for (int i = 0; i < job.length; i++) {
      float[] logits = new float[channels * area];
      for (int c = 0; c < channels; c++) {
        tiling.paste(result, (i * channels + c) * tileArea, whole, logits, c * area);
      }
      maps[job[i]] = settings.target().maps(logits, 0, first.height(), first.width());
    }
  }

  /** Frees the weights. */
  @Override
  public void close() {
    networks.close();
  }
}
