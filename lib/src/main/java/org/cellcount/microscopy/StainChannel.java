package org.cellcount.microscopy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellcount.image.OrderStatistics;

/** Which channel is meant where none was chosen: taken if only one holds anything, else asked. */
final class StainChannel {
  /** A colour that spreads over less than this part of the strongest holds no stain of its own. */
  private static final double FAINT = 0.1;

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
   * @throws IOException if several channels hold something
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
      OrderStatistics order = new OrderStatistics(values.get(c));
      spread[c] = (double) order.quantile(HIGH) - order.quantile(LOW);
    }
    double strongest = Math.max(spread[0], Math.max(spread[1], spread[2]));
    int[] stained = IntStream.range(0, 3).filter(c -> spread[c] >= FAINT * strongest).toArray();
    if (strongest > 0 && stained.length == 1) {
      return image(stained[0], ", the only colour that holds a stain");
    }
    for (int i = 1; i < stained.length; i++) {
      for (int j = 0; j < i; j++) {
        if (correlation(values.get(stained[i]), values.get(stained[j])) < SAME_STAIN) {
          throw new IOException(
              String.format(
                  "%s mixes several stains in %s: choose one with --channel %s or %s",
                  layout.name(),
                  IntStream.of(stained)
                      .mapToObj(layout.channels()::get)
                      .collect(Collectors.joining(", ")),
                  String.join(", ", ImageLayout.COLOURS),
                  Samples.LUMINANCE_NAME));
        }
      }
    }
    boolean gray = same(values.get(0), values.get(1)) && same(values.get(0), values.get(2));
    String taken = gray ? "" : Samples.LUMINANCE_NAME + " of red, green and blue";
    return new MicroscopeImage(samples.of(Samples.LUMINANCE), layout, taken, List.of());
  }

  private MicroscopeImage image(int channel, String why) {
    String taken = MicroscopeFile.text(layout, channel) + why;
    return new MicroscopeImage(samples.of(channel), layout, taken, List.of());
  }

  private float[] survey(int channel) throws IOException {
    Samples of = samples.of(channel);
    int height = layout.height();
    int width = layout.width();
    int blockHeight = Math.min(BLOCK, height);
    int blockWidth = Math.min(BLOCK, width);
    if ((long) height * width <= (long) BLOCKS * BLOCKS * BLOCK * BLOCK) {
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
