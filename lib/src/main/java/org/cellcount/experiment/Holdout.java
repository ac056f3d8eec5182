package org.cellcount.experiment;

import org.cellcount.data.CellDataset;
import org.cellcount.data.Split;

/**
 * Data cut in three: to learn from, to choose on (best epoch, learning rate, counting options) and
 * to report on. No group is in two parts.
 *
 * @param learning training and validation images
 * @param test images that nothing was chosen on
 */
public record Holdout(Split learning, CellDataset test) {
  private static final double TEST_SHARE = 0.2;
  private static final double VALIDATION_SHARE = 0.15;

  /** Cuts a fifth of the images off for the test, then 15 % of the rest for validation. */
  public static Holdout of(CellDataset data, long seed) {
    Split outer = data.split(TEST_SHARE, seed);
    Split inner = outer.training().split(VALIDATION_SHARE, seed);
    return new Holdout(
        new Split(
            inner.training().withName(data.name() + " (training)"),
            inner.validation().withName(data.name() + " (validation)")),
        outer.validation().withName(data.name() + " (test)"));
  }

  @Override
  public String toString() {
    return String.format(
        "%d images to train on, %d to validate on, %d to test on",
        learning.training().size(), learning.validation().size(), test.size());
  }
}
