package org.cellcount.train;

/**
 * The learning rate, lowered when the validation loss stops falling: ReduceLROnPlateau of PyTorch,
 * mode "min", relative threshold 1e-4, no cool-down. Immutable; {@link #after} gives the next
 * state.
 *
 * @param learningRate the rate now
 * @param best the lowest loss so far
 * @param badEpochs epochs since then
 */
record Plateau(double learningRate, double best, int badEpochs) {
  private static final double THRESHOLD = 1e-4;

  static Plateau start(double learningRate) {
    return new Plateau(learningRate, Double.POSITIVE_INFINITY, 0);
  }

  /**
   * The state after an epoch.
   *
   * @param loss the epoch's validation loss
   * @param factor what the rate is multiplied with
   * @param patience epochs without improvement that are forgiven
   */
  Plateau after(double loss, double factor, int patience) {
    if (loss < best * (1 - THRESHOLD)) {
      return new Plateau(learningRate, loss, 0);
    }
    return badEpochs < patience
        ? new Plateau(learningRate, best, badEpochs + 1)
        : new Plateau(learningRate * factor, best, 0);
  }
}
