package org.cellcount.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellcount.metric.Interval;
import org.cellcount.train.History;
import org.cellcount.train.History.Epoch;
import org.junit.jupiter.api.Test;

class ChartsTest {
  @Test
  void wholeNumbersLieInTheMiddleOfTheirBins() {
    double[] values = {2, 3, 3, 5};
    double[] edges = Histogram.edges(values, true);
    assertArrayEquals(new double[] {1.5, 2.5, 3.5, 4.5, 5.5}, edges);
    assertArrayEquals(new double[] {1, 2, 0, 1}, Histogram.heights(values, edges, false));
    assertArrayEquals(new double[] {25, 50, 0, 25}, Histogram.heights(values, edges, true));
  }

  @Test
  void manyWholeNumbersShareBinsOfWholeWidth() {
    double[] edges = Histogram.edges(new double[] {0, 100}, true);
    assertEquals(3, edges[1] - edges[0]);
    assertTrue(edges[0] == -0.5 && edges[edges.length - 1] >= 100.5);
  }

  @Test
  void theLargestRealNumberLiesInTheLastBin() {
    double[] values = {0, 0.3, 1};
    double[] edges = Histogram.edges(values, false);
    double[] heights = Histogram.heights(values, edges, false);
    assertEquals(1, heights[heights.length - 1]);
    assertEquals(1, heights[0]);
  }

  @Test
  void longerBarsCoverMore() {
    BufferedImage chart =
        new BarChart("MAE", "cells")
            .bar("one", 2, 0, Palette.BLUE)
            .bar("two", 4, 0, Palette.GREEN)
            .render();
    double ratio = (double) pixels(chart, Palette.GREEN) / pixels(chart, Palette.BLUE);
    assertEquals(2, ratio, 0.02);
  }

  @Test
  void anIntervalReachesFromItsLowToItsHighEnd() {
    // Bars and axis are the same, and so are the texts but for a few digits.
    assertTrue(darkPixels(interval(0, 4)) > darkPixels(interval(1.5, 2.5)) + 100);
    assertMessage(
        "bar 'bias' of 1 (\u22121 to 2): expected 0 or more",
        () -> new BarChart("MAE", "cells").bar("bias", 1, new Interval(-1, 2), Palette.BLUE));
  }

  private static long darkPixels(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(pixels)
        .mapToObj(Color::new)
        .filter(pixel -> pixel.getGreen() < 100 && pixel.getBlue() < 120)
        .count();
  }

  private static BufferedImage interval(double low, double high) {
    return new BarChart("MAE", "cells")
        .bar("one", 2, new Interval(low, high), Palette.BLUE)
        .bar("longest", 8)
        .render();
  }

  @Test
  void everyOneOfFewEpochsHasATick() {
    for (int epochs : new int[] {1, 2, 3, 4, 6}) {
      double[] loss = IntStream.rangeClosed(1, epochs).mapToDouble(i -> 1.0 / i).toArray();
      BufferedImage chart = new LineChart("Loss", "epoch", "loss").line("training", loss).render();
      // The axis at the left is one line more.
      assertEquals(epochs + 1, verticalLines(chart), epochs + " epochs");
    }
  }

  /** Lines of a third of the height, which may be spread over two columns. */
  private static int verticalLines(BufferedImage chart) {
    int lines = 0;
    boolean before = false;
    for (int column = 0; column < chart.getWidth(); column++) {
      int x = column;
      long drawn =
          IntStream.range(0, chart.getHeight())
              .filter(y -> chart.getRGB(x, y) != Color.WHITE.getRGB())
              .count();
      boolean line = drawn > chart.getHeight() / 3;
      lines += line && !before ? 1 : 0;
      before = line;
    }
    return lines;
  }

  @Test
  void everyLineIsDrawnInItsColour() {
    BufferedImage chart =
        new LineChart("Loss", "epoch", "loss")
            .line("training", 0.9, 0.5, 0.3)
            .line("validation", 1.0, 0.7, 0.6)
            .level("perfect", 0.1)
            .logarithmic()
            .render();
    assertTrue(pixels(chart, Palette.series(0)) > 200);
    assertTrue(pixels(chart, Palette.series(1)) > 200);
    assertTrue(chart.getWidth() <= 450);
  }

  @Test
  void oneEpochIsEnoughForAChart() {
    new LineChart("Loss", "epoch", "loss").line("training", 0.5).render();
    new LineChart("Loss", "epoch", "loss").line("training", 0.5).logarithmic().render();
    Charts.countScatter("one image", new int[] {0}, new int[] {0});
    Charts.countErrors("one image", new int[] {3}, new int[] {3});
  }

  @Test
  void aTrainingRunIsDrawnFromItsFirstEpochOn() {
    Epoch epoch = new Epoch(1, 1e-3, 0.7, 0.6, 0.5, 0.4, 0.8, 3.2, 2.1, 9, 0.01, 0);
    History history = new History(List.of(epoch), 10);
    assertTrue(Charts.training(history).getWidth() <= 900);
    assertTrue(pixels(Charts.trainingCounts(history), Palette.series(1)) > 10);
    assertThrows(IllegalArgumentException.class, () -> Charts.training(new History(List.of(), 10)));
  }

  @Test
  void chartsWithoutDataAreRefused() {
    assertMessage(
        "chart 'Loss': expected at least one line",
        () -> new LineChart("Loss", "epoch", "loss").render());
    assertMessage(
        "line 'training' has 1 x and 2 y values: expected as many of both, at least 1",
        () ->
            new LineChart("Loss", "epoch", "loss").line("training", new double[1], new double[2]));
    assertMessage(
        "histogram of 'sizes': expected finite numbers, at least 1",
        () -> new Histogram("Sizes", "pixels", "cells").add("sizes", 1.0, Double.NaN));
    assertMessage(
        "histogram 'Sizes': expected values, got none",
        () -> new Histogram("Sizes", "pixels", "cells").render());
    assertMessage(
        "chart 'MAE': expected at least one bar", () -> new BarChart("MAE", "cells").render());
    assertMessage(
        "bar 'bias' of \u22121: expected 0 or more",
        () -> new BarChart("MAE", "cells").bar("bias", -1));
    assertMessage(
        "number of predicted counts 1: expected 2, as there are true ones",
        () -> Charts.countScatter("x", new int[1], new int[2]));
  }

  private static void assertMessage(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }

  private static int pixels(BufferedImage figure, Color colour) {
    int count = 0;
    for (int y = 0; y < figure.getHeight(); y++) {
      for (int x = 0; x < figure.getWidth(); x++) {
        count += figure.getRGB(x, y) == colour.getRGB() ? 1 : 0;
      }
    }
    return count;
  }
}
