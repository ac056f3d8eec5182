package org.cellcount.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.cellcount.base.AtomicFiles;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

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
   * The epoch with the lowest validation loss; see {@link Schedule#kept}.
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

  /** The table, one row an epoch. */
  public Table table() {
    return Table.create(
        "history",
        IntColumn.create("epoch", epochs.stream().mapToInt(Epoch::epoch)),
        column("learning_rate", Epoch::learningRate),
        column("train_loss", Epoch::trainLoss),
        column("validation_loss", Epoch::validationLoss),
        column("dice", Epoch::dice),
        column("iou", Epoch::iou),
        column("accuracy", Epoch::accuracy),
        column("count_mae", Epoch::countMae),
        column("count_mae_separated", Epoch::countMaeSeparated),
        column("seconds", Epoch::seconds),
        column("waiting_share", Epoch::waitingShare),
        IntColumn.create("skipped_steps", epochs.stream().mapToInt(Epoch::skippedSteps)));
  }

  private DoubleColumn column(String name, ToDoubleFunction<Epoch> value) {
    return DoubleColumn.create(name, epochs.stream().mapToDouble(value));
  }

  /** Writes the table as comma-separated values, whole or not at all. */
  void write(Path file) throws IOException {
    AtomicFiles.write(file, out -> table().write().csv(out));
  }
}
