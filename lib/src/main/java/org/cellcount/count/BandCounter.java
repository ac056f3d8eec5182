package org.cellcount.count;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.cellcount.base.Require;
import org.cellcount.image.GrayImage;
import org.cellcount.image.Rows;
import org.cellcount.image.ScratchLabels;

/**
 * Counts the cells of a probability map that is given in bands of rows, from the first to the last,
 * so that it may be larger than the memory. The cells and their labels are those that {@link
 * CellCounter} finds in the whole, also where a cell lies in several bands. What is known of the
 * pixels so far waits in a file.
 */
public final class BandCounter implements Closeable {
  /** Distances to the background are looked for so far above and below. */
  private static final int LARGEST_DISTANCE = 256;

  private static final int BAND_PIXELS = 1 << 22;

  private final CountOptions options;
  private final int height;
  private final int width;
  private final ScratchLabels found;
  private final BandedBasins basins;
  private final Workspace workspace = new Workspace();
  private final int bandRows;

  /** Rows around a band that its heights depend on. */
  private final int context;

  private final Window probability;
  private final Window separation;
  private boolean hasSeparation;
  private int done;
  private int count = -1;

  /** The rows that are still needed. */
  private static final class Window {
    private final int width;
    private int top;
    private int end;
    private float[] rows = {};

    Window(int width) {
      this.width = width;
    }

    void append(GrayImage image) {
      int needed = (end - top + image.height()) * width;
      if (rows.length < needed) {
        rows = Arrays.copyOf(rows, needed);
      }
      System.arraycopy(image.pixels(), 0, rows, (end - top) * width, image.height() * width);
      end += image.height();
    }

    GrayImage cut(int from, int to) {
      return new GrayImage(
          to - from, width, Arrays.copyOfRange(rows, (from - top) * width, (to - top) * width));
    }

    void dropUntil(int row) {
      if (row > top) {
        System.arraycopy(rows, (row - top) * width, rows, 0, (end - row) * width);
        top = row;
      }
    }
  }

  /**
   * Begins with the first row.
   *
   * @param options how to count
   * @param height rows of the whole map
   * @param width columns of the map
   * @param folder for a file that closing deletes
   * @throws IllegalArgumentException if the options need the whole map at once: holes to be filled,
   *     separation by distance peaks
   * @throws IOException if the file cannot be made
   */
  public BandCounter(CountOptions options, int height, int width, Path folder) throws IOException {
    this(options, height, width, folder, Math.max(1, BAND_PIXELS / width));
  }

  /** The same with bands of so many rows. */
  BandCounter(CountOptions options, int height, int width, Path folder, int bandRows)
      throws IOException {
    Require.that(
        !options.fillHoles(),
        "options that fill holes",
        "in an image of " + height + "x" + width,
        "a smaller one, or options that do not");
    Require.that(
        options.separation() != Separation.DISTANCE_PEAKS,
        "separation",
        options.separation().label() + " in an image of " + height + "x" + width,
        "a smaller one, or another separation");
    this.options = options;
    this.height = height;
    this.width = width;
    this.bandRows = bandRows;
    int cleaning = 2 * (options.opening() + options.closing());
    context = 1 + new Gaussian.Kernel(options.sigma()).radius() + cleaning + LARGEST_DISTANCE;
    probability = new Window(width);
    separation = new Window(width);
    basins = new BandedBasins(width, options.connectivity());
    found = new ScratchLabels(height, width, folder);
  }

  /**
   * The next rows.
   *
   * @param foreground probability of foreground, 0..1
   * @param landscape the map whose maxima become cells, as {@link CellCounter#count} takes it, in
   *     all bands or in none
   * @throws IllegalArgumentException if the sizes differ, a value is out of its range, or some
   *     pixel is farther than 256 rows from any background where the distance to it separates cells
   * @throws IOException if the file cannot be written
   */
  public void add(GrayImage foreground, Optional<GrayImage> landscape) throws IOException {
    Require.that(foreground.width() == width, "width", foreground.width(), width + "");
    Require.between("rows", probability.end + foreground.height(), 1, height);
    probability.append(foreground);
    if (landscape.isPresent()) {
      GrayImage map = landscape.get();
      Require.sameSize("separation map", map, foreground);
      Require.finite("separation", map.pixels(), width);
      separation.append(map);
      hasSeparation = true;
    }
    while (done < height
        && (probability.end == height || probability.end >= done + bandRows + reach())) {
      band(Math.min(height, done + bandRows));
    }
  }

  private int reach() {
    return hasSeparation ? context - LARGEST_DISTANCE : context;
  }

  private void band(int end) throws IOException {
    int top = Math.max(0, done - reach());
    int bottom = Math.min(height, end + reach());
    workspace.foreground(probability.cut(top, bottom), options);
    int[] heights = heights(top, bottom);
    int stride = width + 2;
    int first = (done - top) * stride;
    int rows = end - done;
    int[] ofBand =
        basins.add(
            Arrays.copyOfRange(heights, first, first + (rows + 2) * stride), rows, end == height);
    for (int row = 1; row <= rows; row++) {
      found.add(ofBand, row * stride + 1);
    }
    done = end;
    int needed = Math.max(0, done - reach());
    probability.dropUntil(needed);
    if (hasSeparation) {
      separation.dropUntil(needed);
    }
  }

  private int[] heights(int top, int bottom) {
    if (options.separation() == Separation.COMPONENTS) {
      return workspace.flatHeights();
    }
    if (hasSeparation) {
      return workspace.mapHeights(separation.cut(top, bottom), options);
    }
    int[] heights = workspace.distanceHeights(options);
    boolean whole = top == 0 && bottom == height;
    Require.that(
        whole || workspace.largestDistance() <= LARGEST_DISTANCE,
        "foreground",
        "without background within " + LARGEST_DISTANCE + " rows",
        "cells with background between them in an image of " + height + "x" + width);
    return heights;
  }

  /**
   * After the last row: the number of cells.
   *
   * @throws IllegalStateException if rows are missing
   */
  public int finish() throws IOException {
    if (done < height) {
      throw new IllegalStateException(done + " rows were added, expected " + height);
    }
    if (count < 0) {
      count = basins.finish(options);
      found.finish(basins::numberOf);
    }
    return count;
  }

  /** After {@link #finish}: the cells, numbered 1..count as a scan meets them. */
  public Rows<int[]> labels() {
    return found;
  }

  /** Deletes the file; the labels cannot be read any more. */
  @Override
  public void close() throws IOException {
    found.close();
  }
}
