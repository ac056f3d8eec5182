package org.cellcount.plot;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.cellcount.base.Require;
import org.cellcount.train.History;
import org.cellcount.train.History.Epoch;
import org.knowm.xchart.XYChart;

/** Curves of a training run. */
public final class TrainingCurves {
  private TrainingCurves() {}

  /**
   * Loss, Dice, count error and learning rate over the epochs done.
   *
   * @throws IllegalArgumentException if no epoch is done yet
   */
  public static BufferedImage of(History history) {
    List<BufferedImage> drawn = charts(history).stream().map(Figures::of).toList();
    return Figures.stacked(
        Figures.beside(drawn.get(0), drawn.get(1)), Figures.beside(drawn.get(2), drawn.get(3)));
  }

  /**
   * The four charts of {@link #of}, to style further and draw with {@link Figures#of}.
   *
   * @throws IllegalArgumentException if no epoch is done yet
   */
  public static List<XYChart> charts(History history) {
    Require.that(!history.epochs().isEmpty(), "epochs done", 0, "1 or more");
    return List.of(
        chart("Loss", "loss")
            .line("training", values(history, Epoch::trainLoss))
            .line("validation", values(history, Epoch::validationLoss))
            .chart(),
        chart("Pixels", "validation score")
            .line("Dice", values(history, Epoch::dice))
            .line("IoU", values(history, Epoch::iou))
            .chart(),
        chart("Counts, before tuning", "validation MAE (cells)")
            .line("components", values(history, Epoch::countMae))
            .line("touching cells separated", values(history, Epoch::countMaeSeparated))
            .chart(),
        chart("Learning rate", "thousandths")
            .line("at the end of the epoch", values(history, epoch -> 1000 * epoch.learningRate()))
            .chart());
  }

  private static LineChart chart(String title, String yLabel) {
    return new LineChart(title, "epoch", yLabel);
  }

  private static double[] values(History history, ToDoubleFunction<Epoch> value) {
    return history.epochs().stream().mapToDouble(value).toArray();
  }
}
