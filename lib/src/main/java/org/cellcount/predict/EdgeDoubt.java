package org.cellcount.predict;

/** How far a network hesitates about edges: blurred cells have wide ones. */
final class EdgeDoubt {
  private static final float SURE = 0.9f;

  private long doubtful;
  private long cell;

  /** Some pixels' probability of foreground. */
  EdgeDoubt add(float[] foreground) {
    for (float p : foreground) {
      doubtful += p > 1 - SURE && p < SURE ? 1 : 0;
      cell += p > 0.5 ? 1 : 0;
    }
    return this;
  }

  /** Pixels that may or may not be of a cell, over those that are. */
  double share() {
    return cell == 0 ? 0 : (double) doubtful / cell;
  }
}
