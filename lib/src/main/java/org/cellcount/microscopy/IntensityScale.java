package org.cellcount.microscopy;

/**
 * Which of a file's values are intensity 0 and 1: {@code intensity = (value - black) / (white -
 * black)}.
 *
 * @param black value of intensity 0; above white where a file stores brightness turned round
 * @param white value of intensity 1
 */
public record IntensityScale(double black, double white) {
  /** The file's value of an intensity. */
  public double value(double intensity) {
    return black + intensity * (white - black);
  }

  /** Values to intensities, in place; all are 0 if black and white are the same. */
  void toIntensities(float[] values) {
    double range = white - black;
    for (int i = 0; i < values.length; i++) {
      values[i] = range == 0 ? 0 : (float) ((values[i] - black) / range);
    }
  }

  /** Bright where this is dark. */
  IntensityScale turned() {
    return new IntensityScale(/* black= */ white, /* white= */ black);
  }

  IntensityScale times(int factor) {
    return new IntensityScale(black * factor, white * factor);
  }
}
