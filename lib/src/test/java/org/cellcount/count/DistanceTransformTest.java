package org.cellcount.count;

import static org.cellcount.testing.Grids.labels;
import static org.cellcount.testing.Grids.mask;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.testing.Grids;
import org.junit.jupiter.api.Test;

class DistanceTransformTest {
  private static final float ROOT2 = (float) Math.sqrt(2);
  private static final float ROOT5 = (float) Math.sqrt(5);

  @Test
  void literalDistances() {
    GrayImage distance =
        DistanceTransform.euclidean(mask(".....", ".####", ".####", ".####", ".####"));
    assertArrayEquals(
        new float[] {
          0, 0, 0, 0, 0,
          0, 1, 1, 1, 1,
          0, 1, 2, 2, 2,
          0, 1, 2, 3, 3,
          0, 1, 2, 3, 4
        },
        distance.pixels());
    GrayImage corner = DistanceTransform.euclidean(mask("###", "###", "##."));
    assertArrayEquals(new float[] {2 * ROOT2, ROOT5, 2, ROOT5, ROOT2, 1, 2, 1, 0}, corner.pixels());
  }

  @Test
  void theBorderIsNotOutside() {
    assertArrayEquals(
        new float[] {4, 3, 2, 1, 0}, DistanceTransform.euclidean(mask("####.")).pixels());
    assertArrayEquals(
        new float[] {0, 1, 2}, DistanceTransform.euclidean(mask(".", "#", "#")).pixels());
  }

  @Test
  void withoutAnyBackgroundItIsHeightPlusWidth() {
    assertArrayEquals(
        new float[] {5, 5, 5, 5, 5, 5}, DistanceTransform.euclidean(mask("###", "###")).pixels());
    assertArrayEquals(new float[] {2}, DistanceTransform.euclidean(mask("#")).pixels());
    assertArrayEquals(new float[] {0}, DistanceTransform.euclidean(mask(".")).pixels());
  }

  @Test
  void anotherCellIsOutsideToo() {
    assertArrayEquals(
        new float[] {2, 1, 1, 1, 0}, DistanceTransform.euclidean(labels("1121.")).pixels());
    assertArrayEquals(
        new float[] {2, 1, 1, 2, 3}, DistanceTransform.euclidean(labels("11222")).pixels());
  }

  @Test
  void agreesWithTheDefinition() {
    Random random = new Random(1);
    for (int trial = 0; trial < 400; trial++) {
      int height = 1 + random.nextInt(14);
      int width = 1 + random.nextInt(14);
      LabelImage labels = Grids.randomLabels(random, height, width, 1 + random.nextInt(3));
      LabelImage before = new LabelImage(height, width, labels.labels().clone());
      assertEquals(byDefinition(labels), DistanceTransform.euclidean(labels));
      assertEquals(before, labels);
      BinaryImage mask = Grids.random(random, height, width, 1 - 0.3 * random.nextDouble());
      assertAgrees(mask);
    }
  }

  @Test
  void agreesWithTheDefinitionOnWideObjects() {
    Random random = new Random(2);
    for (int trial = 0; trial < 12; trial++) {
      assertAgrees(Grids.random(random, 9, 130, 1 - 0.01 * random.nextDouble()));
      assertAgrees(Grids.random(random, 130, 9, 1 - 0.01 * random.nextDouble()));
      assertAgrees(Grids.discs(random, 60, 60, 40));
      boolean[] stripe = Grids.random(random, 40, 90, 1).pixels();
      for (int row = 0; row < 40; row++) {
        stripe[row * 90 + random.nextInt(20)] = false;
        stripe[row * 90 + 70 + random.nextInt(20)] = false;
      }
      assertAgrees(new BinaryImage(40, 90, stripe));
    }
  }

  /** Both ways to the distance of a mask. */
  private static void assertAgrees(BinaryImage mask) {
    int[] labels = new int[mask.pixels().length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = mask.pixels()[i] ? 1 : 0;
    }
    GrayImage expected = byDefinition(new LabelImage(mask.height(), mask.width(), labels));
    assertEquals(expected, DistanceTransform.euclidean(mask));
    RunLengthMask runs = new RunLengthMask();
    runs.find(mask, true);
    float[] framed = new RunLengthDistance().of(runs);
    GrayImage quick = GrayImage.zeros(mask.height(), mask.width());
    for (int i = 0; i < labels.length; i++) {
      quick.pixels()[i] = framed[runs.index(i / mask.width(), i % mask.width())];
    }
    assertEquals(expected, quick);
  }

  private static GrayImage byDefinition(LabelImage labels) {
    int width = labels.width();
    GrayImage distance = GrayImage.zeros(labels.height(), width);
    for (int i = 0; i < labels.labels().length; i++) {
      if (labels.labels()[i] == 0) {
        continue;
      }
      int nearest = Integer.MAX_VALUE;
      for (int j = 0; j < labels.labels().length; j++) {
        if (labels.labels()[j] != labels.labels()[i]) {
          int dy = i / width - j / width;
          int dx = i % width - j % width;
          nearest = Math.min(nearest, dx * dx + dy * dy);
        }
      }
      distance.pixels()[i] =
          nearest == Integer.MAX_VALUE ? labels.height() + width : (float) Math.sqrt(nearest);
    }
    return distance;
  }

  @Test
  void oneAfterTheOtherIsTheSameAsEachAfresh() {
    Random random = new Random(3);
    RunLengthDistance kept = new RunLengthDistance();
    for (int trial = 0; trial < 100; trial++) {
      RunLengthMask runs = new RunLengthMask();
      runs.find(
          Grids.random(random, 1 + random.nextInt(80), 1 + random.nextInt(80), random.nextDouble()),
          true);
      float[] expected = new RunLengthDistance().of(runs);
      float[] actual = kept.of(runs);
      for (int i = 0; i < runs.framed(); i++) {
        assertEquals(expected[i], actual[i]);
      }
    }
  }
}
