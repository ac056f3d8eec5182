package org.cellcount.plot;

import java.util.Arrays;
import java.util.List;
import org.cellcount.base.Require;
import org.cellcount.image.GrayImage;

/**
 * Which values get which colours. Values beyond the ends get the end's colour; every figure shows
 * the ends.
 *
 * @param colours the colours
 * @param min value of the first colour
 * @param max value of the last colour, above min
 * @param label what the values are, with their unit if they have one, such as "distance (pixels)"
 */
public record Scale(ColourMap colours, double min, double max, String label) {
  private static final double LOW_PERCENTILE = 0.5;
  private static final double HIGH_PERCENTILE = 99.8;

  /**
   * Checks the ends.
   *
   * @throws IllegalArgumentException if they are not finite or not in order
   */
  public Scale {
    Require.that(
        min < max && Double.isFinite(min) && Double.isFinite(max),
        "scale",
        "from " + min + " to " + max,
        "two finite numbers in rising order");
  }

  /** Gray from the images' 0.5th percentile (black) to their 99.8th (white). */
  public static Scale brightness(GrayImage... images) {
    float[] values = sorted(List.of(images));
    return widened(
        ColourMap.GRAY,
        percentile(values, LOW_PERCENTILE),
        percentile(values, HIGH_PERCENTILE),
        "brightness");
  }

  /** The colours from 0 to 1 in {@link ColourMap#VIRIDIS}. */
  public static Scale unit(String label) {
    return new Scale(ColourMap.VIRIDIS, 0, 1, label);
  }

  /** {@link ColourMap#VIRIDIS} from the smallest to the largest value of the maps. */
  public static Scale spanning(String label, GrayImage... maps) {
    float[] values = sorted(List.of(maps));
    return widened(ColourMap.VIRIDIS, values[0], values[values.length - 1], label);
  }

  /** Blue below 0, white at 0, orange red above, as far as the maps' largest magnitude. */
  public static Scale diverging(String label, GrayImage... maps) {
    float[] values = sorted(List.of(maps));
    double limit = Math.max(-values[0], values[values.length - 1]);
    return widened(ColourMap.DIVERGING, -limit, limit, label);
  }

  int rgb(double value) {
    return colours.rgb((value - min) / (max - min));
  }

  /** A scale of one repeated value would have no length: it gets one. */
  private static Scale widened(ColourMap colours, double min, double max, String label) {
    return max > min
        ? new Scale(colours, min, max, label)
        : new Scale(colours, min - 0.5, min + 0.5, label);
  }

  private static double percentile(float[] sorted, double percent) {
    return sorted[(int) Math.round(percent / 100 * (sorted.length - 1))];
  }

  private static float[] sorted(List<GrayImage> images) {
    Require.that(!images.isEmpty(), "images of a scale", images, "at least one");
    float[] values = new float[images.stream().mapToInt(image -> image.pixels().length).sum()];
    int filled = 0;
    for (GrayImage image : images) {
      System.arraycopy(image.pixels(), 0, values, filled, image.pixels().length);
      filled += image.pixels().length;
    }
    Arrays.sort(values);
    float last = values[values.length - 1];
    Require.that(!Float.isNaN(last), "value of a scale", last, "a number");
    return values;
  }
}
