package org.cellcount.model;

import ai.djl.ndarray.NDArray;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.cellcount.image.GrayImage;
import org.cellcount.image.Resize;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.TorchOps;

/**
 * What one level of the network makes of some images.
 *
 * @param level {@code enc1}, {@code bottleneck}, {@code up1}, {@code dec1}, {@code attn1} and so on
 * @param network that it belongs to
 * @param values (N, C, H, W)
 */
public record FeatureMap(String level, UNet network, HostTensor values) {
  /** How the names of maps brought up from the level below begin. */
  static final String UP = "up";

  static FeatureMap of(String level, UNet network, NDArray map) {
    try (NDArray wide = TorchOps.toFloat32(map)) {
      return new FeatureMap(level, network, HostTensor.copyOf(wide));
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

  /**
   * The mean of one channel over a part of an image.
   *
   * @param weights how much each pixel counts, 0 or more, of the image's size or any other; brought
   *     to the size of the map
   * @throws IllegalArgumentException if no pixel counts
   */
  public double mean(int image, int channel, GrayImage weights) {
    GrayImage map = values.map(image, channel);
    float[] weight = Resize.to(weights, map.height(), map.width()).pixels();
    double sum = 0;
    double total = 0;
    for (int i = 0; i < weight.length; i++) {
      sum += (double) weight[i] * map.pixels()[i];
      total += weight[i];
    }
    if (total == 0) {
      throw new IllegalArgumentException("weights of the mean over " + level + " are all 0");
    }
    return sum / total;
  }

  /**
   * How well the best single channel tells cells from background: the difference of its means over
   * both in standard deviations of its values, 0 if no channel does.
   *
   * @param image which of the images
   * @param mask of that image, 0..1, with cells and with background
   */
  public double contrast(int image, GrayImage mask) {
    GrayImage background = mask.complement();
    return IntStream.range(0, channels())
        .filter(c -> spread(image, c) > 0)
        .mapToDouble(
            c -> Math.abs(mean(image, c, mask) - mean(image, c, background)) / spread(image, c))
        .max()
        .orElse(0);
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

  /**
   * Image pixels per pixel of the map, in each direction: 1 on the first level, twice as many on
   * the next.
   */
  public int scale() {
    return 1 << depth();
  }

  /**
   * The image rows (or columns) that one row (or column) of the map depends on at most; beyond the
   * image there are zeros.
   *
   * @param index of the map's row or column
   */
  public Span seenBy(int index) {
    Span span = new Span(index, index);
    int depth = depth();
    if (fromBelow()) {
      span = span.halved();
      depth++;
    }
    for (; !level.startsWith("enc") && depth < network.levels(); depth++) {
      span = span.widened(network.block().reach()).halved();
    }
    for (; depth > 0; depth--) {
      span = span.widened(network.block().reach()).doubled();
    }
    return span.widened(network.block().reach());
  }

  /**
   * The rows (or columns) of the map that depend on one image row (or column): the other way round
   * than {@link #seenBy}.
   *
   * @param pixel the image row or column
   * @param length rows or columns of the map
   */
  public Span seeing(int pixel, int length) {
    int[] seeing = IntStream.range(0, length).filter(i -> seenBy(i).contains(pixel)).toArray();
    return new Span(seeing[0], seeing[seeing.length - 1]);
  }

  /**
   * Height and width, in image pixels, of the window that one pixel of the map depends on at most.
   * Going up it depends on how the pixel lies to those below; this is the widest.
   */
  public int receptiveField() {
    return IntStream.range(0, 1 << network.levels())
        .map(i -> seenBy(i).length())
        .max()
        .orElseThrow();
  }

  /** Whether a pixel depends on one pixel of the level below, and on less of its own. */
  private boolean fromBelow() {
    return level.startsWith(UP) || level.startsWith(AttentionGate.PREFIX);
  }

  /** 0 at the level of the image, one more for each level below. */
  private int depth() {
    return level.equals("bottleneck")
        ? network.levels()
        : Integer.parseInt(level.replaceAll("\\D", "")) - 1;
  }
}
