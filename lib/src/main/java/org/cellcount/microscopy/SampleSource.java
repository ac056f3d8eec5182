package org.cellcount.microscopy;

import java.io.Closeable;
import java.io.IOException;

/** The samples of an opened image file as it stores them, read in rectangles. */
interface SampleSource extends Closeable {
  /** What the file holds. */
  ImageLayout layout();

  /**
   * Reads a rectangle of one channel as the file's own values.
   *
   * @param channel from 0, as all numbers here
   * @param target {@code height * width} values, row by row
   * @throws IOException if the file is damaged there, naming it
   */
  void read(
      int channel, int plane, int frame, int row, int column, int height, int width, float[] target)
      throws IOException;
}
