package org.cellcount.predict;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cellcount.count.BandCounter;
import org.cellcount.count.CountOptions;
import org.cellcount.image.Contrast;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.image.Normalisation;
import org.cellcount.image.Resize;
import org.cellcount.image.Rows;
import org.cellcount.measure.Cell;
import org.cellcount.measure.CellMeasurement;
import org.cellcount.microscopy.MicroscopeImage;
import org.cellcount.target.CellFeatures;
import org.cellcount.target.CellMaps;

/**
 * Counts an image that is not held in memory: tiles go through the network a row of them after the
 * other, and their maps are counted as they come. The cells are those that are found in the whole,
 * also where one lies in several tiles.
 */
final class StreamedCount implements Closeable {
  /** Bytes of heap that a row of tiles takes a pixel. */
  private static final int BYTES_PER_PIXEL = 48;

  private final TrainedModel model;
  private final LargeImage image;

  /** Where the count options decide. */
  private final BandCounter bands;

  /** Where anything else does. */
  private final StripCounter strips;

  private final KeptMaps kept;
  private int count;
  private CellFeatures features;

  private StreamedCount(TrainedModel model, LargeImage image, Path folder) throws IOException {
    this.model = model;
    this.image = image;
    Optional<CountOptions> options = model.counting().options();
    int height = image.height();
    int width = image.width();
    bands = options.isPresent() ? new BandCounter(options.get(), height, width, folder) : null;
    strips = options.isPresent() ? null : new StripCounter(model.counting(), height, width, folder);
    kept = new KeptMaps(height, width, folder);
  }

  /**
   * Counts the cells.
   *
   * @param folder for files that closing deletes
   * @throws IllegalArgumentException if the model's options need the whole image
   * @throws IOException if the image cannot be read or the file not written
   */
  static StreamedCount of(TrainedModel model, LargeImage image, Path folder) throws IOException {
    long room = Runtime.getRuntime().maxMemory() / 3 / BYTES_PER_PIXEL / image.width();
    int side = (int) Math.max(1, Math.min(1 << 14, room));
    return of(model, image, folder, Math.min(model.tilePixels(), side * side));
  }

  /** The same in tiles of about so many pixels. */
  static StreamedCount of(TrainedModel model, LargeImage image, Path folder, int tilePixels)
      throws IOException {
    StreamedCount count = new StreamedCount(model, image, folder);
    try {
      count.run(tilePixels);
      return count;
    } catch (IOException | RuntimeException | Error e) {
      count.close();
      throw e;
    }
  }

  private void run(int tilePixels) throws IOException {
    Normalisation normalisation = model.settings().normalisation();
    Normalisation.Levels levels = image.levels(normalisation);
    Tiling tiling =
        new Tiling(
            model.settings().network(),
            image.height(),
            image.width(),
            tilePixels,
            (int) Math.sqrt(tilePixels));
    List<Tiling.Tile> row = new ArrayList<>();
    for (Tiling.Tile tile : tiling.tiles()) {
      if (!row.isEmpty() && tile.row() != row.get(0).row()) {
        add(row, tiling, normalisation, levels);
        row.clear();
      }
      row.add(tile);
    }
    add(row, tiling, normalisation, levels);
    count = bands != null ? bands.finish() : strips.finish();
    features = kept.features(counted());
  }

  /** Predicts a row of tiles and counts it. */
  private void add(
      List<Tiling.Tile> tiles,
      Tiling tiling,
      Normalisation normalisation,
      Normalisation.Levels levels)
      throws IOException {
    Tiling.Tile first = tiles.get(0);
    int end = first.row() + tiling.tileHeight();
    // What a tile has below the image is mirrored, and may lie above the tile.
    int top = Math.max(0, Math.min(first.row(), 2 * image.height() - end));
    GrayImage band =
        normalisation.apply(image.rows(top, Math.min(end, image.height()) - top), levels, top);
    int rows = first.toRow() - first.fromRow();
    int width = image.width();
    int channels = model.settings().target().channels();
    float[] logits = new float[Math.multiplyExact(channels * rows, width)];
    int cores = model.ensemble().device().isGpu() ? 1 : Runtime.getRuntime().availableProcessors();
    List<Boolean> unused =
        Workers.each(
            List.copyOf(tiles),
            cores,
            tile -> {
              float[] pixels =
                  band.window(
                          tile.row() - top, tile.column(), tiling.tileHeight(), tiling.tileWidth())
                      .pixels();
              float[] result =
                  model.ensemble().logits(pixels, 1, tiling.tileHeight(), tiling.tileWidth());
              // The row of tiles begins at 0; what overflows on the way comes back.
              for (int c = 0; c < channels; c++) {
                tiling.paste(
                    result,
                    c * pixels.length,
                    tile,
                    logits,
                    c * rows * width - tile.fromRow() * width);
              }
              return true;
            },
            done -> {});
    CellMaps maps = model.settings().target().maps(logits, 0, rows, width);
    kept.add(maps);
    if (bands != null) {
      boolean learned = model.counting().options().orElseThrow().separation().byMaxima();
      bands.add(maps.foreground(), learned ? maps.separation() : Optional.empty());
    } else {
      strips.add(maps);
    }
  }

  private Rows<int[]> counted() {
    return bands != null ? bands.labels() : strips.labels();
  }

  /** The number of cells. */
  int count() {
    return count;
  }

  /** The pixels that were counted. */
  long pixels() {
    return (long) image.height() * image.width();
  }

  /** How probable it is of each cell that it is one; none if the model does not know. */
  List<Double> probabilities() {
    return model.confidence().map(sure -> sure.probabilities(features)).orElse(List.of());
  }

  /**
   * What about the image is unlike what the model knows.
   *
   * @param contrast of the image in its file
   */
  List<String> warnings(Contrast contrast) {
    return FieldWarnings.of(contrast, kept.doubt(), features.areas(), pixels());
  }

  /** The cells, in the size of the image in its file. */
  Rows<int[]> labels() {
    MicroscopeImage whole = image.image();
    Rows<int[]> labels = counted();
    return image.height() == whole.height() && image.width() == whole.width()
        ? labels
        : Resize.to(labels, whole.height(), whole.width());
  }

  /**
   * Measures every cell.
   *
   * @param channels the image in every channel, by name
   */
  List<Cell> measure(Map<String, MicroscopeImage> channels, Patience patience) throws IOException {
    Map<String, LargeImage> images = new LinkedHashMap<>();
    channels.forEach((name, channel) -> images.put(name, new LargeImage(channel, patience, 1)));
    Rows<int[]> labels = labels();
    int width = labels.width();
    CellMeasurement cells = new CellMeasurement(labels.height(), List.copyOf(channels.keySet()));
    int bandRows = LargeImage.bandRows(width);
    try (Rows.Cursor<int[]> rows = labels.open()) {
      int[] window = new int[0];
      int top = 0;
      int read = 0;
      for (int from = 0; from < labels.height(); from += bandRows) {
        int to = Math.min(labels.height(), from + bandRows);
        int newTop = Math.max(0, from - CellMeasurement.CONTEXT);
        int end = Math.min(labels.height(), to + CellMeasurement.CONTEXT);
        int[] next = new int[(end - newTop) * width];
        int kept = read - newTop;
        System.arraycopy(window, (newTop - top) * width, next, 0, kept * width);
        for (; read < end; read++) {
          System.arraycopy(rows.next(), 0, next, (read - newTop) * width, width);
        }
        window = next;
        top = newTop;
        List<GrayImage> intensities = new ArrayList<>();
        for (LargeImage channel : images.values()) {
          intensities.add(channel.rows(from, to - from));
        }
        cells.add(
            new LabelImage(end - top, width, window),
            top,
            from - top,
            to - from,
            intensities,
            Optional.empty());
      }
    }
    return cells.cells();
  }

  @Override
  public void close() throws IOException {
    try {
      kept.close();
    } finally {
      if (bands != null) {
        bands.close();
      } else {
        strips.close();
      }
    }
  }
}
