package org.cellcount.train;

import java.util.List;
import java.util.Locale;

/**
 * What happened, epoch by epoch.
 *
 * @param epochs the epochs done, in order
 * @param planned the epochs of the configuration
 */
public record History(List<Epoch> epochs, int planned) {
  /**
   * One epoch.
   *
   * @param epoch number, from 1
   * @param learningRate rate at its end
   * @param trainLoss mean loss over the training images, augmented
   * @param validationLoss mean loss over the validation images
   * @param dice mean Dice of the validation images at threshold 0.5
   * @param iou mean intersection over union
   * @param accuracy mean share of pixels that are right
   * @param countMae mean absolute error of the count, connected components
   * @param countMaeSeparated the same with touching cells separated
   * @param seconds wall time, validation included
   * @param waitingShare share of the training time spent waiting for batches, 0..1
   * @param skippedSteps steps not taken because the gradient was no usable number
   */
  public record Epoch(
      int epoch,
      double learningRate,
      double trainLoss,
      double validationLoss,
      double dice,
      double iou,
      double accuracy,
      double countMae,
      double countMaeSeparated,
      double seconds,
      double waitingShare,
      int skippedSteps) {}

  /** Copies the list. */
  public History {
    epochs = List.copyOf(epochs);
  }

  /** Whether every planned epoch is done. */
  public boolean finished() {
    return epochs.size() >= planned;
  }

  /**
   * The epoch with the lowest validation loss: the one whose weights are kept as best.
   *
   * @throws IllegalStateException if no epoch is done
   */
  public Epoch best() {
    return epochs.stream()
        .min((a, b) -> Double.compare(a.validationLoss(), b.validationLoss()))
        .orElseThrow(() -> new IllegalStateException("no epoch is done yet"));
  }

  /** The last epoch done. */
  public Epoch last() {
    return epochs.get(epochs.size() - 1);
  }

  /** Wall time of all epochs, seconds. */
  public double seconds() {
    return epochs.stream().mapToDouble(Epoch::seconds).sum();
  }

  /** The table as comma-separated values, with a header. */
  public String toCsv() {
    StringBuilder csv =
        new StringBuilder(
            "epoch,learning_rate,train_loss,validation_loss,dice,iou,accuracy,"
                + "count_mae,count_mae_separated,seconds,waiting_share,skipped_steps\n");
    for (Epoch e : epochs) {
      csv.append(
          String.format(
              Locale.ROOT,
              "%d,%.6g,%.6f,%.6f,%.5f,%.5f,%.5f,%.4f,%.4f,%.2f,%.4f,%d%n",
              e.epoch(),
              e.learningRate(),
              e.trainLoss(),
              e.validationLoss(),
              e.dice(),
              e.iou(),
              e.accuracy(),
              e.countMae(),
              e.countMaeSeparated(),
              e.seconds(),
              e.waitingShare(),
              e.skippedSteps()));
    }
    return csv.toString();
  }
}
