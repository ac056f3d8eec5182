package org.cellcount.count;

import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.BooleanType;
import org.cellcount.image.BinaryImage;

/** Hole filling. */
public final class Holes {
  private Holes() {}

  /**
   * Turns holes into foreground: all background that no path of background pixels, each left of,
   * right of, above or below the next, connects to the image border.
   */
  public static BinaryImage fill(RandomAccessibleInterval<? extends BooleanType<?>> mask) {
    BinaryImage binary = BinaryImage.of(mask);
    RunLengthMask background = new RunLengthMask();
    background.find(binary, false);
    int[] parts = Components.number(background, Connectivity.FOUR);
    boolean[] open = new boolean[parts.length + 1];
    for (int run = 0; run < parts.length; run++) {
      open[parts[run]] |= background.atBorder(run);
    }
    boolean[] filled = new boolean[binary.pixels().length];
    Arrays.fill(filled, true);
    for (int run = 0; run < parts.length; run++) {
      if (open[parts[run]]) {
        int first = background.unframed(run);
        Arrays.fill(filled, first, first + background.length(run), false);
      }
    }
    return new BinaryImage(binary.height(), binary.width(), filled);
  }
}
