package org.cellcount.predict;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.cellcount.image.GrayImage;
import org.cellcount.image.Rows;
import org.cellcount.image.ScratchValues;
import org.cellcount.target.CellFeatures;
import org.cellcount.target.CellMaps;

/**
 * What a network said of an image that is not held in memory, as far as judging its cells needs it.
 * It waits in files until the cells are known; closing deletes them.
 */
final class KeptMaps implements Closeable {
  private final int height;
  private final int width;
  private final ScratchValues foreground;
  private final ScratchValues hill;
  private final EdgeDoubt doubt = new EdgeDoubt();

  KeptMaps(int height, int width, Path folder) throws IOException {
    this.height = height;
    this.width = width;
    foreground = new ScratchValues(height, width, folder);
    try {
      hill = new ScratchValues(height, width, folder);
    } catch (IOException e) {
      foreground.close();
      throw e;
    }
  }

  /** The next rows. */
  void add(CellMaps rows) throws IOException {
    foreground.add(known(rows.foreground(), rows));
    hill.add(known(CellFeatures.hill(rows), rows));
    doubt.add(rows.foreground().pixels());
  }

  /** Zeros where the features do not look: they take little room. */
  private static GrayImage known(GrayImage map, CellMaps rows) {
    float[] foreground = rows.foreground().pixels();
    float[] known = map.pixels().clone();
    for (int i = 0; i < known.length; i++) {
      if (foreground[i] < CellFeatures.FAINT) {
        known[i] = 0;
      }
    }
    return new GrayImage(map.height(), map.width(), known);
  }

  /** After the last row: the features of the cells, numbered from 1 on. */
  CellFeatures features(Rows<int[]> labels) throws IOException {
    foreground.finish();
    hill.finish();
    CellFeatures features = new CellFeatures(width);
    try (Rows.Cursor<float[]> p = foreground.open();
        Rows.Cursor<float[]> h = hill.open();
        Rows.Cursor<int[]> cells = labels.open()) {
      for (int row = 0; row < height; row++) {
        features.add(p.next(), h.next(), cells.next(), 0);
      }
    }
    return features;
  }

  /** How far the network hesitates about edges. */
  EdgeDoubt doubt() {
    return doubt;
  }

  @Override
  public void close() throws IOException {
    try {
      foreground.close();
    } finally {
      hill.close();
    }
  }
}
