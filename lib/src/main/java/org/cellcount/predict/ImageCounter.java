package org.cellcount.predict;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Semaphore;
import org.cellcount.export.CountedImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.Normalisation;
import org.cellcount.image.PixelSize;
import org.cellcount.measure.Cell;
import org.cellcount.measure.Cells;
import org.cellcount.metric.Interval;
import org.cellcount.microscopy.ImageSelection;
import org.cellcount.microscopy.IntensityScale;
import org.cellcount.microscopy.MicroscopeFile;
import org.cellcount.microscopy.MicroscopeImage;
import org.cellcount.target.Confidence;

/** Counts the cells of image files with a trained model. */
public final class ImageCounter implements FileCounter {
  /** Bytes of heap that reading, predicting and counting an image take a pixel, at most. */
  private static final int BYTES_PER_PIXEL = 72;

  private static final int MEGABYTE = 1 << 20;

  private final TrainedModel model;
  private final Options options;
  private final int heapMegabytes;

  /** Images under way share the heap. */
  private final Semaphore megabytes;

  /**
   * How files are read and counted.
   *
   * @param scale what every image is reduced by; if there is none, it is found for each
   * @param selection which image of a file
   * @param pixelSize used instead of the file's own
   * @param patience for reading a file
   * @param measured whether the cells are to be measured and handed on
   * @param scratch folder for what does not fit in memory
   */
  public record Options(
      OptionalDouble scale,
      ImageSelection selection,
      Optional<PixelSize> pixelSize,
      Patience patience,
      boolean measured,
      Path scratch) {
    /**
     * For files that hold one image: at the scale that is found for each, read within five minutes,
     * with the cells measured.
     */
    public static Options defaults(Path scratch) {
      return new Options(
          OptionalDouble.empty(),
          ImageSelection.NONE,
          Optional.empty(),
          new Patience(Duration.ofMinutes(5)),
          true,
          scratch);
    }

    /** What of it decides the results, in words. */
    public String settings() {
      return "scale "
          + (scale.isPresent() ? scale.getAsDouble() : "found")
          + ", "
          + selection
          + ", pixel size "
          + pixelSize.map(PixelSize::toString).orElse("the file's");
    }
  }

  /** A counter that does not own its model. */
  public ImageCounter(TrainedModel model, Options options) {
    this(model, options, (int) (Runtime.getRuntime().maxMemory() / MEGABYTE * 7 / 10));
  }

  /** The same for a heap of so many megabytes. */
  ImageCounter(TrainedModel model, Options options, int heapMegabytes) {
    this.model = model;
    this.options = options;
    this.heapMegabytes = heapMegabytes;
    megabytes = new Semaphore(heapMegabytes, true);
  }

  @Override
  public void count(Path file, Map<String, String> known, Sink sink) throws IOException {
    String name = file.toString();
    Patience patience = options.patience();
    try (MicroscopeFile open = patience.read(name, () -> MicroscopeFile.open(file))) {
      MicroscopeImage image = patience.read(name, () -> open.select(options.selection()));
      Optional<PixelSize> pixelSize = options.pixelSize().or(image::pixelSize);
      known.put("height", String.valueOf(image.height()));
      known.put("width", String.valueOf(image.width()));
      known.put("channel", image.taken());
      pixelSize.ifPresent(
          size -> {
            known.put("pixelHeightUm", String.valueOf(size.height()));
            known.put("pixelWidthUm", String.valueOf(size.width()));
          });
      known.put("warning", String.join("; ", image.warnings()));
      long needed = (long) image.height() * image.width() * BYTES_PER_PIXEL / MEGABYTE;
      int taken = (int) Math.min(heapMegabytes, 1 + needed);
      acquire(taken);
      try {
        if (needed < heapMegabytes) {
          whole(open, image, pixelSize, known, sink);
        } else {
          inParts(open, image, pixelSize, known, sink);
        }
      } finally {
        megabytes.release(taken);
      }
    }
  }

  private void acquire(int taken) throws IOException {
    try {
      megabytes.acquire(taken);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("counting was interrupted", e);
    }
  }

  private void whole(
      MicroscopeFile open,
      MicroscopeImage image,
      Optional<PixelSize> pixelSize,
      Map<String, String> known,
      Sink sink)
      throws IOException {
    GrayImage gray = options.patience().read("the image", image::read);
    ScaledCount counted =
        options.scale().isPresent()
            ? model.count(gray, options.scale().getAsDouble())
            : model.countAnyScale(gray);
    known.put("scale", String.format(Locale.ROOT, "%.3f", counted.scale()));
    known.put("count", String.valueOf(counted.cells().count()));
    List<Double> probabilities = counted.probabilities();
    judge(image, counted.warnings(), probabilities, counted.pixels(), known);
    List<Cell> cells = options.measured() ? measure(open, image, gray, counted) : List.of();
    sink.accept(CountedImage.of(gray, counted.cells(), cells, pixelSize));
  }

  /** Notes what may be wrong, or else how far the count may be off. */
  private void judge(
      MicroscopeImage image,
      List<String> seen,
      List<Double> probabilities,
      long pixels,
      Map<String, String> known) {
    List<String> warnings = new ArrayList<>(image.warnings());
    warnings.addAll(seen);
    known.put("warning", String.join("; ", warnings));
    // Intervals were learned from images that earn no warning, and hold for those alone.
    if (warnings.isEmpty() && model.confidence().isPresent()) {
      Confidence sure = model.confidence().get();
      Interval most = sure.interval80(probabilities, pixels);
      Interval nearlyAll = sure.interval95(probabilities, pixels);
      known.put("low80", whole(most.low()));
      known.put("high80", whole(most.high()));
      known.put("low95", whole(nearlyAll.low()));
      known.put("high95", whole(nearlyAll.high()));
    }
  }

  private static String whole(double cells) {
    return String.valueOf(Math.round(cells));
  }

  /** An image that is not held in memory. */
  private void inParts(
      MicroscopeFile open,
      MicroscopeImage image,
      Optional<PixelSize> pixelSize,
      Map<String, String> known,
      Sink sink)
      throws IOException {
    Patience patience = options.patience();
    LargeImage full = new LargeImage(image, patience, 1);
    double scale = options.scale().isPresent() ? options.scale().getAsDouble() : full.scale(model);
    known.put("scale", String.format(Locale.ROOT, "%.3f", scale));
    LargeImage reduced = new LargeImage(image, patience, scale);
    try (StreamedCount counted = StreamedCount.of(model, reduced, options.scratch())) {
      known.put("count", String.valueOf(counted.count()));
      List<Double> probabilities = counted.probabilities();
      judge(image, counted.warnings(full.contrast()), probabilities, counted.pixels(), known);
      if (options.measured()) {
        Map<String, MicroscopeImage> channels = channels(open, image);
        List<Cell> cells =
            inValues(
                withProbabilities(counted.measure(channels, patience), probabilities),
                channels.values());
        sink.accept(
            new CountedImage(
                counted.labels(),
                full.normalised(Normalisation.PERCENTILE, full.levels(Normalisation.PERCENTILE)),
                cells,
                pixelSize));
      }
    }
  }

  private Map<String, MicroscopeImage> channels(MicroscopeFile open, MicroscopeImage image)
      throws IOException {
    Map<String, MicroscopeImage> channels = new LinkedHashMap<>();
    if (open.channels().size() == 1) {
      channels.put("", image);
    } else {
      List<MicroscopeImage> each = open.selectEach(options.selection());
      for (int k = 0; k < each.size(); k++) {
        channels.put(open.channels().get(k), each.get(k));
      }
    }
    return channels;
  }

  /** Measures the cells in every channel, in the file's own values. */
  private List<Cell> measure(
      MicroscopeFile open, MicroscopeImage image, GrayImage gray, ScaledCount counted)
      throws IOException {
    Map<String, MicroscopeImage> channels = channels(open, image);
    Map<String, GrayImage> pixels = new LinkedHashMap<>();
    for (Map.Entry<String, MicroscopeImage> channel : channels.entrySet()) {
      pixels.put(
          channel.getKey(),
          channel.getValue() == image
              ? gray
              : options.patience().read("a channel", channel.getValue()::read));
    }
    List<Cell> cells = Cells.measure(counted.cells().labels(), pixels, Optional.empty());
    return inValues(withProbabilities(cells, counted.probabilities()), channels.values());
  }

  /**
   * Cells that vanish where labels are enlarged again leave more probabilities than cells: the
   * label tells which is whose.
   */
  private static List<Cell> withProbabilities(List<Cell> cells, List<Double> probabilities) {
    return probabilities.isEmpty()
        ? cells
        : cells.stream()
            .map(cell -> cell.withProbability(probabilities.get(cell.label() - 1)))
            .toList();
  }

  private static List<Cell> inValues(List<Cell> cells, Collection<MicroscopeImage> channels)
      throws IOException {
    List<IntensityScale> scales = new ArrayList<>();
    for (MicroscopeImage channel : channels) {
      scales.add(channel.scale());
    }
    return cells.stream()
        .map(
            cell -> {
              List<Cell.Intensity> values = new ArrayList<>();
              for (int k = 0; k < scales.size(); k++) {
                Cell.Intensity measured = cell.intensities().get(k);
                double mean = scales.get(k).value(measured.mean());
                values.add(new Cell.Intensity(measured.channel(), mean, mean * cell.area()));
              }
              return cell.withIntensities(values);
            })
        .toList();
  }
}
