package org.cellcount.train;

import java.util.Locale;

/**
 * Where a run stands, told after every batch and every epoch.
 *
 * @param epoch the epoch under way or just ended, from 1
 * @param batch batches of it that are done
 * @param batches batches of an epoch
 * @param loss mean training loss of the epoch so far
 * @param imagesPerSecond training speed of the epoch so far
 * @param epochEnded whether the epoch has just been validated and saved
 * @param history the epochs done
 */
public record TrainingProgress(
    int epoch,
    int batch,
    int batches,
    double loss,
    double imagesPerSecond,
    boolean epochEnded,
    History history) {

  /** The share of the whole run that is done, 0..1. */
  public double share() {
    double done = epochEnded ? epoch : epoch - 1 + (double) batch / batches;
    return done / history.planned();
  }

  /** The epoch, the loss and the speed, in words. */
  public String toText() {
    return String.format(
        Locale.ROOT,
        "epoch %d of %d, loss %.4f, %.0f images/s",
        epoch,
        history.planned(),
        loss,
        imagesPerSecond);
  }
}
