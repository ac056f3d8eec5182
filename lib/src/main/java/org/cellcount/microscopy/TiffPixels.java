package org.cellcount.microscopy;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.stream.ImageInputStream;
import org.cellcount.base.Memory;

/** Reads rectangles of the pages of a TIFF; the pieces decoded last are kept for the next one. */
final class TiffPixels {
  /** Long strips without compression are read in parts of so many bytes. */
  private static final int PART_BYTES = 1 << 20;

  private static final int MOST_OPEN = 64;

  /** Values kept: a band of tiles across an image of 32,768 columns, or a sixteenth of the heap. */
  private static final long MOST_KEPT =
      Math.min(1L << 24, Runtime.getRuntime().maxMemory() / 16 / Float.BYTES);

  private final ImageInputStream in;
  private final Map<Key, float[][]> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<TiffPage, Open> open = new LinkedHashMap<>(16, 0.75f, true);
  private long keptValues;

  /** A piece of a page, which lies so many bytes further on in the file. */
  private record Key(TiffPage page, long shift, long piece) {}

  /** A page whose pieces are known. */
  private static final class Open {
    private final TiffPieces pieces;
    private final long[] offsets;
    private final long[] counts;
    private final boolean whole;
    private final int rows;

    Open(TiffPage page, TiffPieces pieces) throws IOException {
      this.pieces = pieces;
      offsets = page.offsets();
      counts = page.byteCounts();
      whole = !page.tiled && !page.isCompressed() && follow(page, offsets);
      rows =
          whole
              ? (int) Math.max(1, Math.min(page.height, PART_BYTES / page.rowBytes()))
              : page.pieceHeight;
    }
  }

  TiffPixels(ImageInputStream in) {
    this.in = in;
  }

  /**
   * Reads a rectangle of one sample.
   *
   * @param shift bytes by which the image lies behind the one that the page describes
   * @param target row by row
   */
  void read(
      TiffPage page,
      long shift,
      int sample,
      int row,
      int column,
      int height,
      int width,
      float[] target)
      throws IOException {
    Open opened = open(page);
    int firstDown = row / opened.rows;
    int lastDown = (row + height - 1) / opened.rows;
    int firstAcross = column / page.pieceWidth;
    int lastAcross = (column + width - 1) / page.pieceWidth;
    for (int down = firstDown; down <= lastDown; down++) {
      for (int across = firstAcross; across <= lastAcross; across++) {
        float[] piece = piece(page, opened, shift, sample, down, across);
        int top = down * opened.rows;
        int left = across * page.pieceWidth;
        int fromRow = Math.max(row, top);
        int toRow = Math.min(row + height, Math.min(top + opened.rows, page.height));
        int fromColumn = Math.max(column, left);
        int toColumn = Math.min(column + width, left + page.pieceWidth);
        for (int y = fromRow; y < toRow; y++) {
          System.arraycopy(
              piece,
              (y - top) * page.pieceWidth + fromColumn - left,
              target,
              (y - row) * width + fromColumn - column,
              toColumn - fromColumn);
        }
      }
    }
  }

  private Open open(TiffPage page) throws IOException {
    Open opened = open.get(page);
    if (opened == null) {
      opened = new Open(page, new TiffPieces(page, in.getByteOrder()));
      if (open.size() == MOST_OPEN) {
        open.clear();
      }
      open.put(page, opened);
    }
    return opened;
  }

  /** Whether the strips of each sample follow each other, so that any rows are one piece. */
  private static boolean follow(TiffPage page, long[] offsets) {
    int down = page.piecesDown();
    long bytes = page.rowBytes() * page.pieceHeight;
    for (int i = 1; i < offsets.length; i++) {
      if (i % down != 0 && offsets[i] != offsets[i - 1] + bytes) {
        return false;
      }
    }
    return true;
  }

  private float[] piece(TiffPage page, Open opened, long shift, int sample, int down, int across)
      throws IOException {
    int plane = page.separate ? sample : 0;
    int inPiece = page.separate ? 0 : sample;
    long number =
        ((long) plane * (page.height / opened.rows + 1) + down) * page.piecesAcross() + across;
    Key key = new Key(page, shift, number);
    float[][] values = kept.get(key);
    if (values == null) {
      values = decode(page, opened, shift, plane, down, across);
      kept.put(key, values);
      keptValues += (long) values.length * values[0].length;
      while (keptValues > MOST_KEPT && kept.size() > 1) {
        float[][] oldest = kept.remove(kept.keySet().iterator().next());
        keptValues -= (long) oldest.length * oldest[0].length;
      }
    }
    return values[inPiece];
  }

  private float[][] decode(TiffPage page, Open opened, long shift, int plane, int down, int across)
      throws IOException {
    int rows = opened.rows;
    if (!page.tiled) {
      rows = Math.min(rows, page.height - down * rows);
    }
    long offset;
    long count;
    if (opened.whole) {
      offset =
          opened.offsets[plane * page.piecesDown()] + (long) down * opened.rows * page.rowBytes();
      count = rows * page.rowBytes();
    } else {
      int i = (plane * page.piecesDown() + down) * page.piecesAcross() + across;
      offset = opened.offsets[i];
      count = opened.counts[i];
      if (!page.isCompressed()) {
        count = Math.min(count, rows * page.rowBytes());
      }
    }
    if (count == 0 && page.isCompressed()) {
      // Tiles that were never written, as sparse files have them: nothing is there.
      return new float[page.becomesRgb() ? 3 : page.samplesInPiece()][rows * page.pieceWidth];
    }
    long from = offset + shift;
    if (from < 0 || count < 0 || count > in.length() - from) {
      throw page.refused("is cut short or damaged: a piece of its image lies beyond its end");
    }
    page.checkPiece(rows, count);
    byte[] bytes = new byte[Memory.arrayLength(page.name(), count)];
    in.seek(from);
    in.readFully(bytes);
    return opened.pieces.decode(bytes, rows);
  }
}
