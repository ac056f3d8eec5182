package org.cellcount.count;

/**
 * Steps from a pixel to its 8 neighbours in framed heights whose lower bits are free. With
 * 4-connectivity, a diagonal step is one round a corner: not between two background pixels, whose
 * other sides may be different components.
 */
final class Steps {
  /** The height of what is not foreground. */
  static final int BACKGROUND = Integer.MIN_VALUE;

  /** The lower bits of a height are free for the direction it lies in. */
  static final int DIRECTION = 15;

  private static final int HERE = 4;
  private static final int DIRECTIONS = 9;

  private final int stride;

  /** To the neighbours, by their directions. */
  private final int[] offsets;

  /** To the two corners that a step may go round, by its direction; here, where it needs none. */
  private final int[] corners = new int[DIRECTIONS];

  private final int[] otherCorners = new int[DIRECTIONS];

  Steps(int stride, Connectivity connectivity) {
    this.stride = stride;
    offsets =
        new int[] {1, stride - 1, stride, stride + 1, 0, -1, 1 - stride, -stride, -1 - stride};
    if (connectivity == Connectivity.FOUR) {
      for (int direction : new int[] {1, 3, 6, 8}) {
        corners[direction] = offsets[direction] > 0 ? stride : -stride;
        otherCorners[direction] = offsets[direction] - corners[direction];
      }
    }
  }

  /** From a pixel to the one below. */
  int stride() {
    return stride;
  }

  /**
   * The highest of a pixel and its neighbours. The direction in the lower bits decides between
   * equal heights: for earlier pixels it is above {@link #HERE}, for later ones below.
   */
  int uphill(int[] heights, int i) {
    int above = i - stride;
    int below = i + stride;
    int up = Math.max(Math.max(heights[above - 1] | 8, heights[above] | 7), heights[above + 1] | 6);
    int along = Math.max(Math.max(heights[i - 1] | 5, heights[i] | HERE), heights[i + 1]);
    int down =
        Math.max(Math.max(heights[below - 1] | 1, heights[below] | 2), heights[below + 1] | 3);
    int direction = Math.max(Math.max(up, along), down) & DIRECTION;
    // Which direction it is cannot be foreseen, but hardly any is closed.
    return open(heights, i, direction) ? i + offsets[direction] : straightUphill(heights, i);
  }

  private boolean open(int[] heights, int i, int direction) {
    return Math.max(heights[i + corners[direction]], heights[i + otherCorners[direction]])
        != BACKGROUND;
  }

  /** The highest neighbour that can be stepped to where the highest of all cannot. */
  private int straightUphill(int[] heights, int i) {
    int to = i;
    for (int direction = DIRECTIONS - 1; direction > HERE; direction--) {
      int next = i + offsets[direction];
      if (heights[next] >= heights[to] && open(heights, i, direction)) {
        to = next;
      }
    }
    for (int direction = 0; direction < HERE; direction++) {
      int next = i + offsets[direction];
      if (heights[next] > heights[to] && open(heights, i, direction)) {
        to = next;
      }
    }
    return to;
  }

  /** Whether the step in a direction, 0 to 3, leads from one foreground pixel to another. */
  boolean links(int[] heights, int i, int direction) {
    return heights[i + offsets[direction]] != BACKGROUND && open(heights, i, direction);
  }
}
