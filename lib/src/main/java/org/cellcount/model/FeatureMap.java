package org.cellcount.model;

import ai.djl.ndarray.NDArray;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.cellcount.image.GrayImage;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.TorchOps;

/**
 * What one level of the network makes of some images.
 *
 * @param level {@code enc1}, {@code bottleneck}, {@code dec1}, {@code attn1} and the like
 * @param values (N, C, H, W)
 */
public record FeatureMap(String level, HostTensor values) {
  static FeatureMap of(String level, NDArray map) {
    try (NDArray wide = TorchOps.toFloat32(map)) {
      return new FeatureMap(level, HostTensor.copyOf(wide));
    }
  }

  /** Channels of the map. */
  public int channels() {
    return (int) values.shape().get(1);
  }

  /**
   * The channels whose values vary most over an image, the most varied first: those in which there
   * is something to see.
   *
   * @param image which of the images
   * @param number how many channels, fewer if there are not as many
   */
  public int[] liveliest(int image, int number) {
    double[] spread = IntStream.range(0, channels()).mapToDouble(c -> spread(image, c)).toArray();
    return IntStream.range(0, spread.length)
        .boxed()
        .sorted(Comparator.comparingDouble(c -> -spread[c]))
        .limit(number)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * One channel stretched to 0 (its lowest value) to 1 (its highest), to be looked at; 0 throughout
   * where all values are equal.
   */
  public GrayImage stretched(int image, int channel) {
    GrayImage map = values.map(image, channel);
    float[] pixels = map.pixels();
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : pixels) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    float range = high > low ? high - low : 1;
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (pixels[i] - low) / range;
    }
    return map;
  }

  /** The standard deviation of one channel's values. */
  private double spread(int image, int channel) {
    float[] pixels = values.map(image, channel).pixels();
    double sum = 0;
    double squares = 0;
    for (float value : pixels) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / pixels.length;
    return Math.sqrt(Math.max(0, squares / pixels.length - mean * mean));
  }

  /** Image pixels per pixel of the map, in each direction: 1, 2, 4, 8 or 16. */
  public int scale() {
    return 1 << depth();
  }

  /**
   * Height and width, in image pixels, of the window that one pixel of the map depends on at most.
   *
   * <p>Going down, each 3x3 convolution widens it by two pixels of its level and each pooling by
   * one. Going up, n pixels look at n + 4 through two 3x3 convolutions, and those lie in at most (n
   * + 4) / 2 + 1 pixels of the level below.
   */
  public int receptiveField() {
    boolean encoder = level.startsWith("enc");
    int field = 0;
    for (int d = 0; d <= (encoder ? depth() : Networks.LEVELS); d++) {
      field += 4 * (1 << d) + (1 << d) / 2;
    }
    int pixels = 1;
    boolean gate = level.startsWith(AttentionGate.PREFIX);
    for (int d = gate ? depth() + 1 : depth(); !encoder && d < Networks.LEVELS; d++) {
      pixels = (pixels + 4) / 2 + 1;
    }
    return field + 1 + (pixels - 1) * (1 << Networks.LEVELS);
  }

  /** 0 at the level of the image, one more for each level below. */
  private int depth() {
    return level.equals("bottleneck")
        ? Networks.LEVELS
        : Integer.parseInt(level.substring(level.length() - 1)) - 1;
  }
}
