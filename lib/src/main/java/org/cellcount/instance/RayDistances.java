package org.cellcount.instance;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import org.cellcount.base.Require;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * How far it is from a pixel to the edge of its cell in each of several directions: what a network
 * learns to draw cells as star-convex polygons (U. Schmidt, M. Weigert, C. Broaddus, G. Myers,
 * MICCAI 2018, arXiv:1806.03535), and {@link StarConvex} reads.
 *
 * <p>A ray follows the pixels nearest to it. Those of one direction make lines that hold every
 * pixel of the image once, so that a pixel's distance is that of the next on its line and one step
 * more: the time is in proportion to the number of rays times that of the cells' pixels, however
 * large a cell is.
 */
public final class RayDistances {
  /** The number of rays that is usual, 32. */
  public static final int RAYS = 32;

  private final LabelImage image;
  private final int stride;
  private final int[] labels;
  private final Order byRows;
  private final Order byColumns;
  private final float[] framed;

  /** The pixels of all cells, one row or column after the other. */
  private static final class Order {
    private final int[] starts;
    private final int[] pixels;

    Order(int[] starts, int[] pixels) {
      this.starts = starts;
      this.pixels = pixels;
    }
  }

  /** The pixels of all cells in an image with a frame of background around. */
  private RayDistances(LabelImage image) {
    this.image = image;
    int height = image.height();
    int width = image.width();
    stride = width + 2;
    labels = new int[(height + 2) * stride];
    int cells = 0;
    for (int i = 0; i < height * width; i++) {
      int label = image.labels()[i];
      labels[framed(i / width, i % width)] = label;
      cells += label == 0 ? 0 : 1;
    }
    byRows = order(cells, height, width, stride, 1);
    byColumns = order(cells, width, height, 1, stride);
    framed = new float[labels.length];
  }

  private int framed(int row, int column) {
    return (row + 1) * stride + column + 1;
  }

  private Order order(int cells, int lines, int length, int lineStep, int step) {
    int[] starts = new int[lines + 1];
    int[] pixels = new int[cells];
    int size = 0;
    for (int line = 0; line < lines; line++) {
      starts[line] = size;
      int i = framed(0, 0) + line * lineStep;
      for (int k = 0; k < length; k++, i += step) {
        if (labels[i] != 0) {
          pixels[size++] = i;
        }
      }
    }
    starts[lines] = size;
    return new Order(starts, pixels);
  }

  /**
   * The distances, in pixels, from the centre of every pixel of a cell to the cell's edge, half a
   * step before the first pixel that is not of the cell; 0 on background. Beyond the image border
   * no cell goes on.
   *
   * @param labels the cells
   * @param rays number of directions, 3 or more: map k is that of the angle 2 pi k / rays, from the
   *     direction of growing columns towards that of growing rows
   * @return one map a ray, of the labels' size
   * @throws IllegalArgumentException if there are fewer than 3 rays
   */
  public static List<GrayImage> of(
      RandomAccessibleInterval<? extends IntegerType<?>> labels, int rays) {
    Require.atLeast("number of rays", rays, 3);
    RayDistances distances = new RayDistances(LabelImage.of(labels));
    List<GrayImage> maps = new ArrayList<>();
    for (int k = 0; k < rays; k++) {
      maps.add(distances.along(2 * Math.PI * k / rays));
    }
    return maps;
  }

  private GrayImage along(double angle) {
    double columns = Math.cos(angle);
    double rows = Math.sin(angle);
    GrayImage map = GrayImage.zeros(image.height(), image.width());
    if (Math.abs(columns) >= Math.abs(rows)) {
      sweep(byColumns, columns, rows, 1, stride);
    } else {
      sweep(byRows, rows, columns, stride, 1);
    }
    for (int row = 0; row < image.height(); row++) {
      System.arraycopy(framed, framed(row, 0), map.pixels(), row * image.width(), image.width());
    }
    return map;
  }

  /**
   * Goes over the lines (rows or columns) against the ray, so that what it meets next is known.
   *
   * @param across how far the ray goes from line to line, of a way of 1
   * @param along how far it goes along the lines meanwhile, no farther
   */
  private void sweep(Order order, double across, double along, int lineStep, int step) {
    int lines = order.starts.length - 1;
    int sign = across > 0 ? 1 : -1;
    double slope = along / Math.abs(across);
    float length = (float) (1 / Math.abs(across));
    for (int n = 0; n < lines; n++) {
      int line = sign > 0 ? lines - 1 - n : n;
      long shift = Math.round(slope * (sign * line + 1)) - Math.round(slope * sign * line);
      int ahead = sign * lineStep + (int) shift * step;
      for (int k = order.starts[line]; k < order.starts[line + 1]; k++) {
        int i = order.pixels[k];
        int next = i + ahead;
        framed[i] = labels[i] == labels[next] ? framed[next] + length : length / 2;
      }
    }
  }
}
