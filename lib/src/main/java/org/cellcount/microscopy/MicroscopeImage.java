package org.cellcount.microscopy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cellcount.base.Memory;
import org.cellcount.base.Require;
import org.cellcount.image.GrayImage;
import org.cellcount.image.PixelSize;

/**
 * One image of a {@link MicroscopeFile}, which must stay open while this is read, whole or in
 * pieces.
 *
 * <p>Intensities are 0..1. Of whole numbers of up to 16 bits without sign, 0 is 0 and the largest
 * number of the file's bit depth is 1 (turned round if the file says that white is 0). Numbers with
 * a sign, longer ones and floating-point ones use a small part of their range: of them the lowest
 * value of the image is 0 and the highest is 1, but floating-point numbers that lie in 0..1 stay as
 * they are. {@link #scale} leads back to the file's own values.
 */
public final class MicroscopeImage {
  private static final int BAND_PIXELS = 1 << 22;

  private final Samples samples;
  private final ImageLayout layout;
  private final String taken;
  private final List<String> warnings;
  private Optional<IntensityScale> scale;

  MicroscopeImage(Samples samples, ImageLayout layout, String taken, List<String> warnings) {
    this.samples = samples;
    this.layout = layout;
    this.taken = taken;
    this.warnings = List.copyOf(warnings);
    this.scale = samples.scale();
  }

  /** Rows. */
  public int height() {
    return layout.height();
  }

  /** Columns. */
  public int width() {
    return layout.width();
  }

  /** Size of a pixel, if the file tells. */
  public Optional<PixelSize> pixelSize() {
    return layout.pixelSize();
  }

  /** Which channel was taken and why, in a few words; empty where there is only one. */
  public String taken() {
    return taken;
  }

  /** What makes a count of this image doubtful, a sentence each. */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * Which of the file's values are 0 and 1. Looks through the whole image at the first call where
   * the type of the values does not tell.
   *
   * @throws IOException if a value is infinite or not a number, or the file is damaged
   */
  public IntensityScale scale() throws IOException {
    if (scale.isEmpty()) {
      scale = Optional.of(ownScale());
    }
    return scale.get();
  }

  /**
   * Reads the whole image.
   *
   * @return intensities, 0..1
   * @throws IOException if the file is damaged or the image too large for the memory
   */
  public GrayImage read() throws IOException {
    return read(0, 0, height(), width());
  }

  /**
   * Reads a rectangle. Of a TIFF only the tiles or strips that it touches are decoded.
   *
   * @param row first row, from 0
   * @param column first column, from 0
   * @param rows at least 1
   * @param columns at least 1
   * @return intensities, 0..1
   * @throws IllegalArgumentException if it reaches beyond the image
   * @throws IOException if the file is damaged or the rectangle too large for the memory
   */
  public GrayImage read(int row, int column, int rows, int columns) throws IOException {
    Require.between("first row", row, 0, height() - 1);
    Require.between("first column", column, 0, width() - 1);
    Require.between("rows", rows, 1, height() - row);
    Require.between("columns", columns, 1, width() - column);
    Memory.check(layout.name(), (long) Float.BYTES * rows * columns);
    IntensityScale from = scale();
    float[] values = samples.read(row, column, rows, columns);
    from.toIntensities(values);
    return new GrayImage(rows, columns, values);
  }

  private IntensityScale ownScale() throws IOException {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    int rows = Math.max(1, Math.min(height(), BAND_PIXELS / width()));
    for (int row = 0; row < height(); row += rows) {
      int band = Math.min(rows, height() - row);
      float[] values = samples.read(row, 0, band, width());
      for (int i = 0; i < values.length; i++) {
        if (!Float.isFinite(values[i])) {
          throw new IOException(
              layout.name()
                  + " holds "
                  + Require.at(values[i], row + i / width(), i % width())
                  + ", expected a finite number: replace such values, in Fiji with Process > Math");
        }
        low = Math.min(low, values[i]);
        high = Math.max(high, values[i]);
      }
    }
    return layout.kind().scale(low, high);
  }
}
