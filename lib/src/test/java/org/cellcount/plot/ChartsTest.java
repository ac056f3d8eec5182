package org.cellcount.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.cellcount.metric.Interval;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

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
  void everyBarIsASeriesAndSoIsItsWhisker() {
    XYChart chart =
        new BarChart("MAE", "cells")
            .bar("U-Net", 2, new Interval(1.5, 4), Palette.BLUE)
            .bar("watershed", 3, 0.5, Palette.BLUE)
            .bar("exact", 0, 0, Palette.BLUE)
            .level("perfect masks", 5)
            .chart();
    assertArrayEquals(new double[] {0, 2}, chart.getSeries("U-Net").getXData());
    assertEquals(1.5, chart.getSeries("U-Net, whisker").getXMin());
    assertEquals(4, chart.getSeries("U-Net, whisker").getXMax());
    assertEquals(2.5, chart.getSeries("watershed, whisker").getXMin());
    assertNull(chart.getSeries("exact, whisker"));
    assertArrayEquals(new double[] {5, 5}, chart.getSeries("perfect masks").getXData());
    assertTrue(chart.getSeries("U-Net").getYMin() > chart.getSeries("exact").getYMax());
    assertMessage(
        "bar 'bias' of 1 (\u22121 to Infinity): expected finite numbers",
        () ->
            new BarChart("MAE", "cells")
                .bar("bias", 1, new Interval(-1, Double.POSITIVE_INFINITY), Palette.BLUE));
  }

  @Test
  void everyBarHasItsNameHoweverLong() {
    for (int bars : new int[] {1, 2, 5, 20, 40}) {
      BarChart chart = new BarChart("MAE", "cells");
      for (int i = 0; i < bars; i++) {
        chart.bar("a name of more than twenty letters, " + i, 1, 0, Palette.BLUE);
      }
      // Ticks between names and axis: one for each bar and one at the corner.
      assertEquals(bars + 1, ticks(chart.render()), bars + " bars");
    }
  }

  /** Ticks at the left of the y axis, the first line of more than a row's height. */
  private static int ticks(BufferedImage chart) {
    for (int x = 2; x < chart.getWidth(); x++) {
      int ticks = 0;
      int run = 0;
      for (int y = 1; y < chart.getHeight(); y++) {
        if (!white(chart, x, y)) {
          run++;
          ticks += !white(chart, x - 2, y) && white(chart, x - 2, y - 1) ? 1 : 0;
        } else if (run > 30) {
          return ticks;
        } else {
          run = 0;
          ticks = 0;
        }
      }
    }
    return 0;
  }

  private static boolean white(BufferedImage chart, int x, int y) {
    return chart.getRGB(x, y) == Color.WHITE.getRGB();
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
      boolean line = drawn(chart, column) > chart.getHeight() / 3;
      lines += line && !before ? 1 : 0;
      before = line;
    }
    return lines;
  }

  private static long drawn(BufferedImage chart, int column) {
    return IntStream.range(0, chart.getHeight()).filter(y -> !white(chart, column, y)).count();
  }

  @Test
  void everyLineIsDrawnInItsColour() {
    BufferedImage chart =
        new LineChart("Loss", "epoch", "loss")
            .line("training", 0.9, 0.5, 0.3)
            .line("validation", 1.0, 0.7, 0.6)
            .render();
    assertTrue(pixels(chart, Palette.series(0)) > 200);
    assertTrue(pixels(chart, Palette.series(1)) > 200);
    assertTrue(chart.getWidth() <= 450);
  }

  @Test
  void oneValueIsEnoughForAChart() {
    XYChart loss = new LineChart("Loss", "epoch", "loss").line("training", 0.5).chart();
    assertTrue(pixels(Figures.of(loss), Palette.series(0)) > 10);
    loss.getStyler().setYAxisMin(0.1).setYAxisLogarithmic(true);
    assertTrue(pixels(Figures.of(loss), Palette.series(0)) > 10);
    XYChart scatter = Charts.countScatterChart("one image", new int[] {0}, new int[] {0});
    assertArrayEquals(new double[] {0}, scatter.getSeries("images").getYData());
    assertEquals("one image: MAE 0.00, bias +0.00 cells", scatter.getTitle());
    XYChart errors = Charts.countErrorsChart("one image", new int[] {3}, new int[] {3});
    assertArrayEquals(new double[] {0, 1, 0}, errors.getSeries("one image").getYData());
    assertEquals("one image: 100 % exact", errors.getTitle());
  }

  @Test
  void chartsHoldTheGivenValues() {
    XYChart lines =
        new LineChart("Loss", "epoch", "loss")
            .line("training", 0.9, 0.5)
            .line("other", new double[] {0, 4}, new double[] {1, 2})
            .chart();
    assertArrayEquals(new double[] {1, 2}, lines.getSeries("training").getXData());
    assertArrayEquals(new double[] {0.9, 0.5}, lines.getSeries("training").getYData());
    XYChart steps = new Histogram("Sizes", "pixels", "cells").add("sizes", 2, 3, 3).chart();
    assertArrayEquals(new double[] {1.5, 1.5, 2.5, 3.5}, steps.getSeries("sizes").getXData());
    assertArrayEquals(new double[] {0, 1, 2, 0}, steps.getSeries("sizes").getYData());
    XYChart counts = Charts.countScatterChart("x", new int[] {4, 6}, new int[] {5, 7});
    assertArrayEquals(new double[] {5, 7}, counts.getSeries("images").getXData());
    assertArrayEquals(new double[] {4, 6}, counts.getSeries("images").getYData());
  }

  @Test
  void aChartIsDrawnAsItsReaderStyledIt() {
    XYChart chart = new LineChart("Loss", "epoch", "loss").line("training", 0.9, 0.5).chart();
    assertEquals(0, pixels(Figures.of(chart), Color.MAGENTA));
    chart.getSeries("training").setLineColor(Color.MAGENTA);
    chart.getStyler().setPlotBackgroundColor(Color.YELLOW);
    BufferedImage styled = Figures.of(chart);
    assertTrue(pixels(styled, Color.MAGENTA) > 200);
    assertTrue(pixels(styled, Color.YELLOW) > 10_000);
  }

  @Test
  void chartsWithoutDataAreRefused() {
    assertMessage(
        "chart 'Loss': expected at least one line",
        () -> new LineChart("Loss", "epoch", "loss").render());
    assertMessage(
        "line 'training' of 1 x and 2 y values: expected as many of both, at least 1",
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
        "spread of bar 'bias' -0.5: expected 0 or more",
        () -> new BarChart("MAE", "cells").bar("bias", -1, -0.5, Palette.BLUE));
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
