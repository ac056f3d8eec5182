package org.cellcount.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.cellcount.loss.Dice;
import org.cellcount.metric.CountScores;
import org.cellcount.train.History.Epoch;
import org.cellcount.train.History;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts of training and of counts that several notebooks show. */
public final class Charts {
  private static final int SQUARE = 410;
  private static final Color POINT =
      new Color(Palette.BLUE.getRed(), Palette.BLUE.getGreen(), Palette.BLUE.getBlue(), 70);

  private Charts() {}

  /**
   * The losses and the validation Dice of a training run, epoch by epoch.
   *
   * @throws IllegalArgumentException if no epoch is done yet
   */
  public static BufferedImage training(History history) {
    return Figures.beside(
        new LineChart("Loss", "epoch", "mean over the images")
            .line("training", values(history, Epoch::trainLoss))
            .line("validation", values(history, Epoch::validationLoss))
            .render(),
        new LineChart("Overlap with the true masks", "epoch", "mean over the validation images")
            .line("Dice", values(history, Epoch::dice))
            .line("IoU", values(history, Epoch::iou))
            .yRange(0, 1)
            .render());
  }

  /**
   * The mean absolute error of the counts during a training run, epoch by epoch.
   *
   * @throws IllegalArgumentException if no epoch is done yet
   */
  public static BufferedImage trainingCounts(History history) {
    return new LineChart("Count error", "epoch", "MAE of the validation images (cells)")
        .line("components", values(history, Epoch::countMae))
        .line("touching cells separated", values(history, Epoch::countMaeSeparated))
        .render();
  }

  private static double[] values(History history, ToDoubleFunction<Epoch> value) {
    return history.epochs().stream().mapToDouble(value).toArray();
  }

  /**
   * Predicted counts over true ones, a translucent point for each image, with the line on which
   * they agree; the title gives the mean absolute error (MAE) and the bias.
   *
   * @param name what predicted, such as "watershed"
   * @throws IllegalArgumentException if the lengths differ or there is no count
   */
  public static BufferedImage countScatter(String name, int[] predicted, int[] truth) {
    CountScores scores = CountScores.of(predicted, truth);
    String title =
        String.format(
            Locale.ROOT, "%s: MAE %.2f, bias %+.2f cells", name, scores.mae(), scores.bias());
    XYChart chart = ChartStyle.chart(ChartStyle.WIDTH, SQUARE, "true count (cells)");
    double largest =
        1
            + Math.max(
                Arrays.stream(predicted).max().orElseThrow(),
                Arrays.stream(truth).max().orElseThrow());
    ChartStyle.xRange(chart, 0, largest);
    ChartStyle.yRange(chart, -0.03 * largest, 1.03 * largest);
    chart.getStyler().setMarkerSize(7);
    double[] ends = {0, largest};
    ChartStyle.dashed(chart.addSeries("agreement", ends, ends));
    XYSeries points =
        chart.addSeries(
            "images",
            Arrays.stream(truth).asDoubleStream().toArray(),
            Arrays.stream(predicted).asDoubleStream().toArray());
    points.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    points.setMarker(SeriesMarkers.CIRCLE);
    points.setMarkerColor(POINT);
    return ChartStyle.render(chart, title, "predicted count (cells)", List.of());
  }

  /**
   * How often predicted counts are off by how much; the title gives the share that is exact.
   *
   * @param name what predicted, such as "watershed"
   * @throws IllegalArgumentException if the lengths differ or there is no count
   */
  public static BufferedImage countErrors(String name, int[] predicted, int[] truth) {
    CountScores scores = CountScores.of(predicted, truth);
    int[] errors = new int[truth.length];
    Arrays.setAll(errors, i -> predicted[i] - truth[i]);
    String title = String.format(Locale.ROOT, "%s: %.0f %% exact", name, 100 * scores.exactShare());
    return new Histogram(title, "predicted \u2212 true count (cells)", "images")
        .add(name, errors)
        .height(SQUARE)
        .render();
  }
}
