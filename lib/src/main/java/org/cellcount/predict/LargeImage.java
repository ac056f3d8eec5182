package org.cellcount.predict;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cellcount.data.DatasetStatistics;
import org.cellcount.image.Contrast;
import org.cellcount.image.GrayImage;
import org.cellcount.image.Normalisation;
import org.cellcount.image.Resize;
import org.cellcount.image.Rows;
import org.cellcount.microscopy.MicroscopeImage;

/**
 * An image that is not held in memory, reduced by a scale as it is read.
 *
 * @param image the image as the file has it
 * @param patience for reading some rows
 * @param height rows of the reduced image
 * @param width columns of the reduced image
 */
record LargeImage(MicroscopeImage image, Patience patience, int height, int width) {
  private static final int BAND_PIXELS = 1 << 22;

  /** Windows a side of the image, and their side, that the scale is found in. */
  private static final int WINDOWS = 4;

  private static final int WINDOW = 1024;

  /** An image reduced by a scale, above 0 up to 1. */
  LargeImage(MicroscopeImage image, Patience patience, double scale) {
    this(
        image,
        patience,
        Math.max(1, (int) Math.round(image.height() * scale)),
        Math.max(1, (int) Math.round(image.width() * scale)));
  }

  /** Some rows. */
  GrayImage rows(int top, int rows) throws IOException {
    if (height == image.height() && width == image.width()) {
      return read(top, 0, rows, width);
    }
    int[] from = Resize.sources(image.height(), height, top, rows);
    GrayImage band = read(from[0], 0, from[1] - from[0], image.width());
    return Resize.rows(band, from[0], image.height(), height, width, top, rows);
  }

  private GrayImage read(int row, int column, int rows, int columns) throws IOException {
    return patience.read("a part of the image", () -> image.read(row, column, rows, columns));
  }

  /** What a normalisation needs to know of all its pixels. */
  Normalisation.Levels levels(Normalisation normalisation) throws IOException {
    return normalisation.levels(this::rows, height, width);
  }

  /** Its background and its cells' brightness. */
  Contrast contrast() throws IOException {
    return Contrast.of(this::rows, height, width);
  }

  /** The pixels as a normalisation brings them to a common scale. */
  Rows<float[]> normalised(Normalisation normalisation, Normalisation.Levels levels) {
    return new Rows<>() {
      @Override
      public int height() {
        return height;
      }

      @Override
      public int width() {
        return width;
      }

      @Override
      public Cursor<float[]> open() {
        return new BandCursor(normalisation, levels);
      }
    };
  }

  private final class BandCursor implements Rows.Cursor<float[]> {
    private final Normalisation normalisation;
    private final Normalisation.Levels levels;
    private final float[] row = new float[width];
    private GrayImage band = GrayImage.zeros(1, 1);
    private int top;
    private int end;
    private int next;

    BandCursor(Normalisation normalisation, Normalisation.Levels levels) {
      this.normalisation = normalisation;
      this.levels = levels;
    }

    @Override
    public float[] next() throws IOException {
      if (next == end) {
        top = end;
        end = Math.min(height, top + bandRows(width));
        band = normalisation.apply(rows(top, end - top), levels, top);
      }
      System.arraycopy(band.pixels(), (next - top) * width, row, 0, width);
      next++;
      return row;
    }
  }

  /** How many rows of a width are read at once. */
  static int bandRows(int width) {
    return Math.max(1, BAND_PIXELS / width);
  }

  /**
   * The scale at which the cells have the size that a model knows: it is found in windows that are
   * spread evenly over the image.
   */
  double scale(TrainedModel model) throws IOException {
    if (model.cellDiameter() == 0) {
      return 1;
    }
    Normalisation normalisation = model.settings().normalisation();
    Normalisation.Levels levels = levels(normalisation);
    List<GrayImage> windows = new ArrayList<>();
    int rows = Math.min(WINDOW, height);
    int columns = Math.min(WINDOW, width);
    for (int i = 0; i < WINDOWS; i++) {
      int top = (int) ((long) (height - rows) * (2 * i + 1) / (2 * WINDOWS));
      GrayImage band = normalisation.apply(read(top, 0, rows, width), levels, top);
      for (int k = 0; k < WINDOWS; k++) {
        int left = (int) ((long) (width - columns) * (2 * k + 1) / (2 * WINDOWS));
        windows.add(band.window(0, left, rows, columns));
      }
    }
    return CellScale.search(
        model.cellDiameter(),
        scale ->
            DatasetStatistics.typicalDiameter(
                windows.stream()
                    .map(window -> Resize.by(window, scale))
                    .map(window -> model.predictNormalised(window, model.tilePixels()))
                    .flatMapToInt(
                        maps ->
                            IntStream.of(
                                DatasetStatistics.areas(model.counting().result(maps).labels())))
                    .toArray()));
  }
}
