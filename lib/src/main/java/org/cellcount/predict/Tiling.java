package org.cellcount.predict;

import java.util.ArrayList;
import java.util.List;
import org.cellcount.image.GrayImage;
import org.cellcount.model.Network;

/**
 * Cuts an image into overlapping tiles of one size and knows which part of each tile's result to
 * keep: the tiles that are the least work together. The margin is at least as wide as the network
 * sees, so that the pieces join without a seam. Tiles lie within the image, whose sides are brought
 * to multiples of the stride by reflection: what comes out is what one tile of all of it would
 * give.
 */
final class Tiling {
  /** Sizes are multiples of this, so that every level halves without a remainder. */
  private final int stride;

  /** Pixels of context around what is kept; a multiple of the stride. */
  private final int margin;

  private final int height;
  private final int width;
  private final int tileHeight;
  private final int tileWidth;

  /** One tile: where it lies and which rows and columns of the image it decides. */
  record Tile(int row, int column, int fromRow, int toRow, int fromColumn, int toColumn) {}

  /**
   * Plans the tiles of an image.
   *
   * @param network that is to see the tiles
   * @param height rows of the image
   * @param width columns of the image
   * @param maxPixels upper bound of a tile's area
   */
  Tiling(Network network, int height, int width, int maxPixels) {
    this(network, height, width, maxPixels, Integer.MAX_VALUE);
  }

  /** The same with tiles of at most so many rows, if that leaves room for the margins. */
  Tiling(Network network, int height, int width, int maxPixels, int maxHeight) {
    this.stride = network.stride();
    this.margin = network.margin();
    this.height = height;
    this.width = width;
    long least = 2L * margin + Math.max(margin, stride);
    int[] size = cheapest(Math.max(maxPixels, least * least), Math.max(maxHeight, least));
    this.tileHeight = size[0];
    this.tileWidth = size[1];
  }

  /** Height and width of the tiles that are the least work together. */
  private int[] cheapest(long maxPixels, long maxHeight) {
    int[] best = {};
    long least = Long.MAX_VALUE;
    int most = Math.max(1, ceil(height - 2L * margin, stride));
    for (int rows = 1; rows <= most; rows++) {
      int high = side(height, rows);
      long widest = maxPixels / high / stride * stride;
      boolean whole = roundUp(width) <= widest;
      if (high > maxHeight || (!whole && widest <= 2L * margin)) {
        continue;
      }
      int columns = whole ? 1 : ceil(width - 2L * margin, widest - 2L * margin);
      int wide = side(width, columns);
      long work = (long) rows * high * columns * wide;
      if (work < least) {
        least = work;
        best = new int[] {high, wide};
      }
    }
    return best;
  }

  /** How long each of so many tiles is along one axis. */
  private int side(int length, int tiles) {
    return roundUp(ceil(length + 2L * margin * (tiles - 1), tiles));
  }

  private static int ceil(long of, long by) {
    return (int) ((of + by - 1) / by);
  }

  int tileHeight() {
    return tileHeight;
  }

  int tileWidth() {
    return tileWidth;
  }

  /** Every tile, row by row; together they decide each pixel once. */
  List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    for (int[] rows : spans(height, tileHeight)) {
      for (int[] columns : spans(width, tileWidth)) {
        tiles.add(new Tile(rows[0], columns[0], rows[1], rows[2], columns[1], columns[2]));
      }
    }
    return tiles;
  }

  /** Start of each tile along one axis, and the part of the image it decides. */
  private List<int[]> spans(int length, int tile) {
    List<int[]> spans = new ArrayList<>();
    int kept = 0;
    for (int start = 0; kept < length; start += tile - 2 * margin) {
      int end = start + tile >= length ? length : start + tile - margin;
      spans.add(new int[] {Math.min(start, roundUp(length) - tile), kept, end});
      kept = end;
    }
    return spans;
  }

  /** Writes a tile's pixels, {@code tileHeight * tileWidth} of them from an offset. */
  void cut(GrayImage image, Tile tile, float[] out, int offset) {
    GrayImage window = image.window(tile.row(), tile.column(), tileHeight, tileWidth);
    System.arraycopy(window.pixels(), 0, out, offset, window.pixels().length);
  }

  /** Copies the part of a tile's result that counts into a map of the whole image. */
  void paste(float[] result, int offset, Tile tile, float[] map, int mapOffset) {
    int columns = tile.toColumn() - tile.fromColumn();
    for (int r = tile.fromRow(); r < tile.toRow(); r++) {
      int from = offset + (r - tile.row()) * tileWidth + tile.fromColumn() - tile.column();
      System.arraycopy(result, from, map, mapOffset + r * width + tile.fromColumn(), columns);
    }
  }

  private int roundUp(int size) {
    return (size + stride - 1) / stride * stride;
  }
}
