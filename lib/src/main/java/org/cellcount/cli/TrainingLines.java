package org.cellcount.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;
import org.cellcount.train.History;
import org.cellcount.train.TrainingProgress;

/** Prints how the training of a network goes: a line an epoch. */
final class TrainingLines implements Consumer<TrainingProgress> {
  /** Whether somebody watches, so that a line may be written over and over. */
  private static final boolean LIVE = Boolean.getBoolean("cellcount.terminal");

  private final PrintWriter out;
  private final String network;

  /** Lines of a network, each with what tells it from the others before it. */
  TrainingLines(PrintWriter out, String network) {
    this.out = out;
    this.network = network;
  }

  @Override
  public void accept(TrainingProgress progress) {
    if (progress.epochEnded()) {
      print(progress.history().last(), progress.history().planned());
    } else if (LIVE) {
      out.printf(
          Locale.ROOT,
          "\r%sepoch %3d  batch %d/%d  loss %.4f  %.0f images/s ",
          network,
          progress.epoch(),
          progress.batch(),
          progress.batches(),
          progress.loss(),
          progress.imagesPerSecond());
    }
  }

  private void print(History.Epoch epoch, int planned) {
    out.printf(
        Locale.ROOT,
        "%s%sepoch %3d/%d  loss %.4f  validation %.4f  Dice %.4f  MAE %.2f, separated %.2f"
            + "  %.0f s, waiting %.1f %%%s%n",
        LIVE ? "\r" : "",
        network,
        epoch.epoch(),
        planned,
        epoch.trainLoss(),
        epoch.validationLoss(),
        epoch.dice(),
        epoch.countMae(),
        epoch.countMaeSeparated(),
        epoch.seconds(),
        100 * epoch.waitingShare(),
        epoch.skippedSteps() == 0 ? "" : ", " + epoch.skippedSteps() + " steps skipped");
  }
}
