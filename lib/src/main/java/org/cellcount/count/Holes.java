package org.cellcount.count;

import org.cellcount.image.BinaryImage;
import org.cellcount.image.LabelImage;

/** Hole filling. */
public final class Holes {
  private Holes() {}

  /**
   * Makes foreground of all background from which no path over background pixels, by left, right,
   * above and below, leads to the image border.
   */
  public static BinaryImage fill(BinaryImage mask) {
    int height = mask.height();
    int width = mask.width();
    boolean[] background = new boolean[mask.pixels().length];
    for (int i = 0; i < background.length; i++) {
      background[i] = !mask.pixels()[i];
    }
    LabelImage parts =
        Components.label(new BinaryImage(height, width, background), Connectivity.FOUR);
    boolean[] open = new boolean[parts.max() + 1];
    for (int row = 0; row < height; row++) {
      open[parts.get(row, 0)] = true;
      open[parts.get(row, width - 1)] = true;
    }
    for (int column = 0; column < width; column++) {
      open[parts.get(0, column)] = true;
      open[parts.get(height - 1, column)] = true;
    }
    open[0] = false;
    boolean[] filled = new boolean[background.length];
    for (int i = 0; i < filled.length; i++) {
      filled[i] = !open[parts.labels()[i]];
    }
    return new BinaryImage(height, width, filled);
  }
}
