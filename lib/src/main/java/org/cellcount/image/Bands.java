package org.cellcount.image;

import java.io.IOException;

/** An image that is read some rows at a time, which need not be in memory as a whole. */
@FunctionalInterface
public interface Bands {
  /**
   * Some rows.
   *
   * @param top the first one
   * @param rows how many
   */
  GrayImage read(int top, int rows) throws IOException;
}
