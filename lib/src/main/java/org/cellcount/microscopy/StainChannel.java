package org.cellcount.microscopy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellcount.image.OrderStatistics;

/**
 * Which channel is meant where none was chosen: the only one that holds anything, the strongest of
 * several colours; of other channels it is asked.
 */
final class StainChannel {
  /**
   * A colour that spreads over less than this part of the strongest holds no stain of its own.
   * JPEG, which stores colours more coarsely than brightness, leaves as much of a dim green image
   * in red and blue, but less in the means of its blocks, which are compared.
   */
  private static final double FAINT = 0.2;

  private static final int JPEG_BLOCK = 8;

  /** Blocks a side that are compared at least. */
  private static final int LEAST_BLOCKS = 4;

  /** Colours that correlate less are of more than one stain. */
  private static final double SAME_STAIN = 0.9;

  private static final double LOW = 0.01;
  private static final double HIGH = 0.998;
  private static final int BLOCK = 512;
  private static final int BLOCKS = 4;

  private final ImageLayout layout;
  private final Samples samples;

  StainChannel(ImageLayout layout, Samples samples) {
    this.layout = layout;
    this.samples = samples;
  }

  /**
   * Looks at the image, or at 16 parts of a large one.
   *
   * @throws IOException if several channels that are no colours hold something
   */
  MicroscopeImage choose() throws IOException {
    List<float[]> values = new ArrayList<>();
    for (int channel = 0; channel < layout.channels().size(); channel++) {
      values.add(survey(channel));
    }
    int[] varying =
        IntStream.range(0, values.size()).filter(c -> !isConstant(values.get(c))).toArray();
    boolean colour = layout.colour() && IntStream.of(varying).allMatch(c -> c < 3);
    if (varying.length <= 1 && !(colour && varying.length == 0)) {
      return image(varying.length == 0 ? 0 : varying[0], ", the only channel that is not constant");
    }
    if (!colour) {
      throw new IOException(
          String.format(
              "%s holds %d channels (%s): choose one with --channel",
              layout.name(), layout.channels().size(), MicroscopeFile.listed(layout)));
    }
    return colour(values);
  }

  private MicroscopeImage colour(List<float[]> values) throws IOException {
    double[] spread = new double[3];
    for (int c = 0; c < 3; c++) {
      OrderStatistics order = new OrderStatistics(blockMeans(values.get(c)));
      spread[c] = (double) order.quantile(HIGH) - order.quantile(LOW);
    }
    int strongest = IntStream.range(0, 3).reduce(0, (a, b) -> spread[b] > spread[a] ? b : a);
    int[] stained =
        IntStream.range(0, 3).filter(c -> spread[c] >= FAINT * spread[strongest]).toArray();
    if (spread[strongest] > 0 && stained.length == 1) {
      return image(strongest, ", by far the strongest colour");
    }
    if (oneStain(values, stained)) {
      boolean gray = same(values.get(0), values.get(1)) && same(values.get(0), values.get(2));
      String taken = gray ? "" : Samples.LUMINANCE_NAME + " of red, green and blue";
      return image(Samples.LUMINANCE, taken, List.of());
    }
    String strong = layout.channels().get(strongest);
    String stains =
        IntStream.of(stained).mapToObj(layout.channels()::get).collect(Collectors.joining(", "));
    return image(
        strongest,
        strong + ", the strongest of " + stains,
        List.of(
            String.format(
                "several stains in %s: only %s, the strongest, is taken, choose with --channel %s"
                    + " or %s",
                stains, strong, String.join(", ", ImageLayout.COLOURS), Samples.LUMINANCE_NAME)));
  }

  /** Whether all of these colours tell the same. */
  private static boolean oneStain(List<float[]> values, int[] colours) {
    for (int i = 1; i < colours.length; i++) {
      for (int j = 0; j < i; j++) {
        if (correlation(values.get(colours[i]), values.get(colours[j])) < SAME_STAIN) {
          return false;
        }
      }
    }
    return true;
  }

  private MicroscopeImage image(int channel, String why) {
    return image(channel, MicroscopeFile.text(layout, channel) + why, List.of());
  }

  private MicroscopeImage image(int channel, String taken, List<String> warnings) {
    return new MicroscopeImage(samples.of(channel), layout, taken, warnings);
  }

  private boolean isLarge() {
    return (long) layout.height() * layout.width() > (long) BLOCKS * BLOCKS * BLOCK * BLOCK;
  }

  private float[] survey(int channel) throws IOException {
    Samples of = samples.of(channel);
    int height = layout.height();
    int width = layout.width();
    int blockHeight = Math.min(BLOCK, height);
    int blockWidth = Math.min(BLOCK, width);
    if (!isLarge()) {
      return of.read(0, 0, height, width);
    }
    float[] values = new float[BLOCKS * BLOCKS * blockHeight * blockWidth];
    int to = 0;
    for (int i = 0; i < BLOCKS; i++) {
      for (int j = 0; j < BLOCKS; j++) {
        int row = (int) ((long) (height - blockHeight) * i / (BLOCKS - 1));
        int column = (int) ((long) (width - blockWidth) * j / (BLOCKS - 1));
        float[] block = of.read(row, column, blockHeight, blockWidth);
        System.arraycopy(block, 0, values, to, block.length);
        to += block.length;
      }
    }
    return values;
  }

  /** Means of blocks of surveyed pixels, smaller ones in a small image. */
  private float[] blockMeans(float[] values) {
    int width = isLarge() ? Math.min(BLOCK, layout.width()) : layout.width();
    int height = values.length / width;
    int side = Math.max(1, Math.min(JPEG_BLOCK, Math.min(height, width) / LEAST_BLOCKS));
    int across = (width + side - 1) / side;
    int down = (height + side - 1) / side;
    float[] sums = new float[down * across];
    int[] pixels = new int[sums.length];
    for (int i = 0; i < values.length; i++) {
      int block = i / width / side * across + i % width / side;
      sums[block] += values[i];
      pixels[block]++;
    }
    for (int block = 0; block < sums.length; block++) {
      sums[block] /= pixels[block];
    }
    return sums;
  }

  private static boolean isConstant(float[] values) {
    for (float value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(float[] a, float[] b) {
    for (int i = 0; i < a.length; i++) {
      if (a[i] != b[i]) {
        return false;
      }
    }
    return true;
  }

  private static double correlation(float[] a, float[] b) {
    double meanA = mean(a);
    double meanB = mean(b);
    double both = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      both += (a[i] - meanA) * (b[i] - meanB);
      squaresA += (a[i] - meanA) * (a[i] - meanA);
      squaresB += (b[i] - meanB) * (b[i] - meanB);
    }
    return both / Math.sqrt(squaresA * squaresB);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
