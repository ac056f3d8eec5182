package org.cellcount.train;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cellcount.data.CellDataset;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/** Tiny pictures of bright discs on a dark ground, quick to learn. */
public final class TestCells {
  public static final int SIZE = 32;

  private TestCells() {}

  /** Three discs an image, with labels. */
  public static CellDataset discs(int images, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<GrayImage> pictures = new ArrayList<>();
    List<GrayImage> masks = new ArrayList<>();
    List<LabelImage> labels = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      int[] label = new int[SIZE * SIZE];
      for (int cell = 1; cell <= 3; cell++) {
        int row = 4 + random.nextInt(SIZE - 8);
        int column = 4 + random.nextInt(SIZE - 8);
        for (int p = 0; p < label.length; p++) {
          int dr = p / SIZE - row;
          int dc = p % SIZE - column;
          if (dr * dr + dc * dc <= 16) {
            label[p] = cell;
          }
        }
      }
      float[] picture = new float[label.length];
      float[] mask = new float[label.length];
      for (int p = 0; p < label.length; p++) {
        mask[p] = label[p] > 0 ? 1 : 0;
        picture[p] = 0.1f + 0.5f * mask[p] + 0.1f * (float) random.nextDouble();
      }
      pictures.add(new GrayImage(SIZE, SIZE, picture));
      masks.add(new GrayImage(SIZE, SIZE, mask));
      labels.add(new LabelImage(SIZE, SIZE, label));
    }
    return CellDataset.of("discs", pictures, masks).withLabels(labels);
  }
}
