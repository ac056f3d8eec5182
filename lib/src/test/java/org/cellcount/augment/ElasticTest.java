package org.cellcount.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.junit.jupiter.api.Test;

class ElasticTest {
  private static final Elastic PUBLISHED = new Elastic(1, 20, 3);

  private static DisplacementField shift(int height, int width, float rows, float columns) {
    float[] y = new float[height * width];
    float[] x = new float[height * width];
    Arrays.fill(y, rows);
    Arrays.fill(x, columns);
    return new DisplacementField(new GrayImage(height, width, y), new GrayImage(height, width, x));
  }

  @Test
  void displacementIsInPixelsAsDocumented() {
    double sum = 0;
    double squares = 0;
    double steps = 0;
    int fields = 8;
    for (long seed = 0; seed < fields; seed++) {
      DisplacementField field = PUBLISHED.field(400, 300, new SplittableRandom(seed));
      for (GrayImage component : new GrayImage[] {field.rows(), field.columns()}) {
        for (int row = 0; row < 400; row++) {
          for (int column = 1; column < 300; column++) {
            double value = component.get(row, column);
            sum += value;
            squares += value * value;
            double step = value - component.get(row, column - 1);
            steps += step * step;
          }
        }
      }
    }
    double pixels = 2.0 * fields * 400 * 299;
    double rms = Math.sqrt(squares / pixels);
    assertEquals(20 / (3 * Math.sqrt(12 * Math.PI)), rms, 0.04);
    assertEquals(0, sum / pixels, 0.05);
    assertEquals(rms / (Math.sqrt(2) * 3), Math.sqrt(steps / pixels), 0.02);
  }

  @Test
  void fieldIsAsStrongAtTheBorderAsInTheMiddle() {
    double border = 0;
    double middle = 0;
    for (long seed = 0; seed < 400; seed++) {
      GrayImage rows = PUBLISHED.field(32, 32, new SplittableRandom(seed)).rows();
      for (int i = 0; i < 32; i++) {
        border += rows.get(0, i) * rows.get(0, i);
        middle += rows.get(16, i) * rows.get(16, i);
      }
    }
    assertEquals(1, border / middle, 0.1);
  }

  @Test
  void wholePixelsMoveExactlyAndTheBorderReflects() {
    CellSample sample = Samples.small();
    CellSample moved = shift(2, 3, 0, 1).apply(sample);
    assertEquals(Samples.gray(new float[][] {{.2f, .3f, .2f}, {.5f, .6f, .5f}}), moved.image());
    assertEquals(Samples.gray(new float[][] {{0, 1, 0}, {1, 1, 1}}), moved.mask());
    assertEquals(new LabelImage(2, 3, new int[] {0, 7, 0, 9, 7, 9}), moved.labels().orElseThrow());
    assertEquals(sample, shift(2, 3, 2, -4).apply(sample));
  }

  @Test
  void imageIsInterpolatedMaskAndLabelsTakeTheNearest() {
    CellSample moved = shift(2, 3, 0.25f, 0.25f).apply(Samples.small());
    assertEquals(0.2f, moved.image().get(0, 0), 1e-6);
    assertEquals(0, moved.mask().get(0, 0));
    CellSample further = shift(2, 3, 0.75f, 0).apply(Samples.small());
    assertEquals(0.325f, further.image().get(0, 0), 1e-6);
    assertEquals(0.5f, further.mask().get(0, 0));
    assertEquals(9, further.labels().orElseThrow().get(0, 0));
  }

  @Test
  void onePixelAndOneRowWork() {
    for (int[] size : new int[][] {{1, 1}, {1, 9}, {9, 1}}) {
      CellSample sample = Samples.discs(size[0], size[1]);
      CellSample bent = new Elastic(1, 200, 1).apply(sample, new SplittableRandom(2));
      assertEquals(size[0], bent.image().height());
      assertEquals(size[1], bent.image().width());
    }
    CellSample pixel = Samples.discs(1, 1);
    assertEquals(pixel, PUBLISHED.apply(pixel, new SplittableRandom(3)));
  }

  /** Nearest sampling may part single rim pixels from a cell, never more than a few. */
  @Test
  void cellsStayWhole() {
    CellSample sample = Samples.discs(128, 128);
    int crumbs = 0;
    for (long seed = 0; seed < 200; seed++) {
      LabelImage labels =
          PUBLISHED.apply(sample, new SplittableRandom(seed)).labels().orElseThrow();
      int[] largest = new int[7];
      boolean[] seen = new boolean[labels.labels().length];
      for (int i = 0; i < seen.length; i++) {
        int label = labels.labels()[i];
        int area = visit(labels, i / labels.width(), i % labels.width(), label, seen);
        crumbs += Math.min(area, largest[label]);
        largest[label] = Math.max(area, largest[label]);
        assertTrue(label == 0 || area == largest[label] || area <= 4, "crumb of " + area);
      }
      for (int label = 1; label <= 6; label++) {
        assertTrue(largest[label] > 250, "cell of " + largest[label]);
      }
    }
    assertTrue(crumbs < 200, crumbs + " pixels came off 1,200 cells");
  }

  /** Area of the unseen part of a cell (8 neighbours) that holds a pixel; background has none. */
  private static int visit(LabelImage labels, int row, int column, int label, boolean[] seen) {
    if (row < 0 || row >= labels.height() || column < 0 || column >= labels.width()) {
      return 0;
    }
    int i = row * labels.width() + column;
    if (label == 0 || seen[i] || labels.labels()[i] != label) {
      return 0;
    }
    seen[i] = true;
    int area = 1;
    for (int n = 0; n < 9; n++) {
      area += visit(labels, row + n / 3 - 1, column + n % 3 - 1, label, seen);
    }
    return area;
  }

  @Test
  void imageAndMaskMoveTogether() {
    CellSample sample = Samples.discs(64, 96);
    CellSample bent = PUBLISHED.apply(sample, new SplittableRandom(4));
    assertNotEquals(sample.image(), bent.image());
    double difference = 0;
    double moved = 0;
    for (int i = 0; i < bent.image().pixels().length; i++) {
      difference += Math.abs(bent.image().pixels()[i] - bent.mask().pixels()[i]);
      moved += Math.abs(bent.image().pixels()[i] - sample.image().pixels()[i]);
      int label = bent.labels().orElseThrow().labels()[i];
      float mask = bent.mask().pixels()[i];
      assertTrue(label == 0 ? mask <= 0.5 : mask >= 0.5, "label " + label + " mask " + mask);
    }
    assertTrue(difference < moved / 2, difference + " against " + moved);
  }

  @Test
  void probabilityIsTheShareOfBentSamples() {
    CellSample sample = Samples.discs(8, 8);
    SplittableRandom random = new SplittableRandom(6);
    int bent = 0;
    for (int i = 0; i < 3000; i++) {
      bent += new Elastic(0.3, 20, 3).apply(sample, random).equals(sample) ? 0 : 1;
    }
    assertEquals(900, bent, 100);
    assertSame(sample, new Elastic(0, 20, 3).apply(sample, random));
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertEquals(
        "alpha -1.0: expected 0 to 10000",
        assertThrows(IllegalArgumentException.class, () -> new Elastic(1, -1, 3)).getMessage());
    assertEquals(
        "sigma 0.0: expected 0.5 to 50",
        assertThrows(IllegalArgumentException.class, () -> new Elastic(1, 20, 0)).getMessage());
    GrayImage other = GrayImage.zeros(3, 2);
    assertEquals(
        "image of 3x2: expected 2x3",
        assertThrows(
                IllegalArgumentException.class,
                () -> shift(2, 3, 0, 0).apply(new CellSample(other, other, Optional.empty())))
            .getMessage());
    assertEquals(
        "columns of 3x2: expected 2x3",
        assertThrows(
                IllegalArgumentException.class,
                () -> new DisplacementField(GrayImage.zeros(2, 3), other))
            .getMessage());
  }
}
