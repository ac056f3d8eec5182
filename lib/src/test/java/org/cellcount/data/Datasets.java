package org.cellcount.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/** Small data sets for tests. */
final class Datasets {
  private Datasets() {}

  /** Images of noise in 1/255 steps, each with a mask of two squares, one pixel apart. */
  static CellDataset noise(int images, int height, int width) {
    Random random = new Random(7);
    List<GrayImage> pictures = new ArrayList<>();
    List<GrayImage> masks = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      GrayImage picture = GrayImage.zeros(height, width);
      for (int pixel = 0; pixel < picture.pixels().length; pixel++) {
        picture.pixels()[pixel] = random.nextInt(256) / 255f;
      }
      pictures.add(picture);
      masks.add(labels(height, width).foreground().toGray());
    }
    return CellDataset.of("noise", pictures, masks);
  }

  static List<LabelImage> labels(CellDataset dataset) {
    return dataset.images().stream().map(i -> labels(i.height(), i.width())).toList();
  }

  /** Cells 3 and 9: two squares of 2x2 in the upper left corner. */
  private static LabelImage labels(int height, int width) {
    int[] labels = new int[height * width];
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 2; column++) {
        labels[row * width + column] = 3;
        labels[row * width + column + 3] = 9;
      }
    }
    return new LabelImage(height, width, labels);
  }
}
