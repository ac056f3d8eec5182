package org.cellcount.plot;

import java.awt.image.BufferedImage;
import java.util.function.ToDoubleFunction;
import org.cellcount.loss.Dice;
import org.cellcount.loss.Loss;
import org.cellcount.train.History;

/** Curves of a training run. */
public final class TrainingCurves {
  private TrainingCurves() {}

  /**
   * Loss, Dice, count error and learning rate over the epochs done.
   *
   * @throws IllegalArgumentException if no epoch is done yet
   */
  public static BufferedImage of(History history) {
    if (history.epochs().isEmpty()) {
      throw new IllegalArgumentException("no epoch is done yet: let the first one end");
    }
    return Figures.stacked(
        Figures.beside(
            chart("Loss", "loss")
                .line("training", values(history, History.Epoch::trainLoss))
                .line("validation", values(history, History.Epoch::validationLoss))
                .render(),
            chart("Pixels", "validation score")
                .line("Dice", values(history, History.Epoch::dice))
                .line("IoU", values(history, History.Epoch::iou))
                .render()),
        Figures.beside(
            chart("Counts, before tuning", "validation MAE (cells)")
                .line("components", values(history, History.Epoch::countMae))
                .line("touching cells separated", values(history, History.Epoch::countMaeSeparated))
                .render(),
            chart("Learning rate", "thousandths")
                .line(
                    "at the end of the epoch",
                    values(history, epoch -> 1000 * epoch.learningRate()))
                .render()));
  }

  private static LineChart chart(String title, String yLabel) {
    return new LineChart(title, "epoch", yLabel);
  }

  private static double[] values(History history, ToDoubleFunction<History.Epoch> value) {
    return history.epochs().stream().mapToDouble(value).toArray();
  }
}
