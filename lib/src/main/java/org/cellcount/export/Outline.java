package org.cellcount.export;

import java.util.List;

/**
 * The outline of a cell along the edges of its pixels: x to the right and y downwards, 0 at the
 * left and upper edge of the image. Pixels that meet at a corner alone are parts of their own.
 *
 * @param parts one or more
 */
record Outline(List<Part> parts) {
  /** A corner. */
  record Corner(int x, int y) {}

  /**
   * Pixels that hang together by their sides.
   *
   * @param outside its outer edge, clockwise on the screen; the first corner is not repeated
   * @param holes the edges of what is left out inside, counter-clockwise
   */
  record Part(List<Corner> outside, List<List<Corner>> holes) {}

  /** Whether it is one part without holes. */
  boolean isSimple() {
    return parts.size() == 1 && parts.get(0).holes().isEmpty();
  }
}
