package org.cellcount.instance;

import static org.cellcount.testing.Grids.labels;
import static org.cellcount.testing.Grids.mask;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.cellcount.count.Components;
import org.cellcount.count.Connectivity;
import org.cellcount.count.Gaussian;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.metric.InstanceScores;
import org.cellcount.testing.CellShapes;
import org.junit.jupiter.api.Test;

class GradientFlowsTest {
  private static final double H = 0.3;
  private static final float DIAGONAL = (float) Math.sqrt(0.5);

  @Test
  void everyVectorLeadsToTheCentre() {
    GradientFlows row = GradientFlows.of(labels(".1112."));
    assertArrayEquals(new float[6], row.rows().pixels(), 1e-6f);
    assertArrayEquals(new float[] {0, 1, 0, -1, 0, 0}, row.columns().pixels(), 1e-6f);
    GradientFlows square = GradientFlows.of(labels(".....", ".777.", ".777.", ".777.", "....."));
    float[] rows = new float[25];
    float[] columns = new float[25];
    for (int i = -1; i <= 1; i++) {
      for (int j = -1; j <= 1; j++) {
        float length = i != 0 && j != 0 ? DIAGONAL : 1;
        rows[(2 + i) * 5 + 2 + j] = -i * length;
        columns[(2 + i) * 5 + 2 + j] = -j * length;
      }
    }
    assertArrayEquals(rows, square.rows().pixels(), 1e-6f);
    assertArrayEquals(columns, square.columns().pixels(), 1e-6f);
  }

  @Test
  void aCellCutByTheBorderHasItsCentreThere() {
    GradientFlows flows = GradientFlows.of(labels("111..", "111..", "111..", "....."));
    // Deepest at the upper left, 3 pixels from outside; nearest to the centroid of those 3/4 as
    // deep is that pixel itself.
    assertEquals(0, flows.rows().get(0, 0));
    assertEquals(0, flows.columns().get(0, 0));
    assertEquals(-1, flows.columns().get(0, 1));
    assertEquals(-1, flows.rows().get(1, 0));
  }

  @Test
  void everyPieceOfACellHasOneCentreAndEveryStepStaysInTheCell() {
    Random random = new Random(1);
    for (int trial = 0; trial < 100; trial++) {
      LabelImage labels = CellShapes.squares(random, 24, 31, 9, 12);
      LabelImage before = labels.copy();
      GradientFlows flows = GradientFlows.of(labels);
      assertEquals(before, labels);
      int pieces = 0;
      for (int label = 1; label <= 9; label++) {
        boolean[] cell = new boolean[labels.labels().length];
        for (int i = 0; i < cell.length; i++) {
          cell[i] = labels.labels()[i] == label;
        }
        pieces += Components.label(new BinaryImage(24, 31, cell), Connectivity.FOUR).max();
      }
      int centres = 0;
      for (int i = 0; i < labels.labels().length; i++) {
        int row = i / 31;
        int column = i % 31;
        float down = flows.rows().pixels()[i];
        float right = flows.columns().pixels()[i];
        double length = Math.hypot(down, right);
        if (labels.labels()[i] == 0) {
          assertEquals(0, length);
        } else if (length == 0) {
          centres++;
        } else {
          assertEquals(1, length, 1e-6);
          int toRow = row + (int) Math.signum(down);
          int toColumn = column + (int) Math.signum(right);
          assertEquals(labels.get(row, column), labels.get(toRow, column));
          assertEquals(labels.get(row, column), labels.get(row, toColumn));
        }
      }
      assertEquals(pieces, centres);
    }
  }

  /** Two rods side by side: straight to the centre, most vectors on both sides would be alike. */
  @Test
  void vectorsOfTouchingCellsAreOpposed() {
    int[] rods = new int[24 * 64];
    for (int i = 0; i < rods.length; i++) {
      int row = i / 64;
      int column = i % 64;
      rods[i] = row < 2 || row > 21 || column < 2 || column > 61 ? 0 : row < 12 ? 1 : 2;
    }
    GradientFlows flows = GradientFlows.of(new LabelImage(24, 64, rods));
    for (int column = 5; column < 59; column++) {
      assertTrue(flows.rows().get(11, column) < -0.5, "column " + column);
      assertTrue(flows.rows().get(12, column) > 0.5, "column " + column);
    }
  }

  @Test
  void cellsOfAnyShapeAreReadBack() {
    Random random = new Random(2);
    for (int trial = 0; trial < 20; trial++) {
      LabelImage truth = CellShapes.field(random);
      GradientFlows flows = GradientFlows.of(truth);
      BinaryImage foreground = truth.foreground();
      GrayImage rows = flows.rows().copy();
      GrayImage columns = flows.columns().copy();
      LabelImage cells = flows.cells(foreground, H, 5);
      assertEquals(truth.count(), cells.count());
      assertEquals(truth.count(), cells.max());
      InstanceScores scores = InstanceScores.of(cells, truth);
      assertEquals(truth.count(), scores.matched(0.9));
      assertEquals(rows, flows.rows());
      assertEquals(columns, flows.columns());
      assertEquals(truth.foreground(), foreground);
    }
  }

  @Test
  void cellsJoinWhereTheFlowDoesNotPart() {
    Random random = new Random(3);
    int whole = 0;
    int parts = 0;
    int joined = 0;
    for (int trial = 0; trial < 20; trial++) {
      LabelImage truth = CellShapes.field(random);
      GradientFlows flows = GradientFlows.of(truth);
      GradientFlows noisy =
          new GradientFlows(noisy(random, flows.rows()), noisy(random, flows.columns()));
      whole += truth.count();
      parts += noisy.cells(truth.foreground(), 0, 5).count();
      joined += noisy.cells(truth.foreground(), H, 5).count();
    }
    assertTrue(parts > 1.15 * whole, parts + " parts of " + whole);
    assertTrue(Math.abs(joined - whole) < (parts - whole) / 2, joined + " joined of " + whole);
  }

  private static GrayImage noisy(Random random, GrayImage flow) {
    GrayImage noise = GrayImage.zeros(flow.height(), flow.width());
    for (int i = 0; i < noise.pixels().length; i++) {
      noise.pixels()[i] = (float) (1.5 * random.nextGaussian());
    }
    GrayImage noisy = Gaussian.smooth(noise, 1);
    for (int i = 0; i < noise.pixels().length; i++) {
      noisy.pixels()[i] += flow.pixels()[i];
    }
    return noisy;
  }

  @Test
  void cellsByHand() {
    GrayImage still = GrayImage.zeros(1, 8);
    // To the right up to 2, and from both sides to 6, which is farther away than places that join.
    GrayImage columns = new GrayImage(1, 8, new float[] {1, 1, 0, -1, 1, 1, 0, -1});
    GradientFlows flows = new GradientFlows(still, columns);
    assertEquals(labels("11112222"), flows.cells(mask("########"), H, 4));
    assertEquals(labels("....1111"), flows.cells(mask("..######"), H, 4));
    assertEquals(labels("........"), flows.cells(mask("........"), H, 0));
    // Nothing moves: neighbours rest in places that are one.
    assertEquals(labels("11111111"), new GradientFlows(still, still).cells(mask("########"), H, 0));
    assertEquals(labels("1.1...22"), new GradientFlows(still, still).cells(mask("#.#...##"), H, 0));
    // Out of the image and out of the foreground is as far as its last pixel.
    GrayImage away = new GrayImage(1, 8, new float[] {-3, -3, -3, -3, 3, 3, 3, 3});
    assertEquals(labels("1111.222"), new GradientFlows(still, away).cells(mask("####.###"), H, 0));
  }

  @Test
  void theWholeImageCanBeOneCell() {
    LabelImage whole = labels("1111", "1111", "1111");
    assertEquals(whole, GradientFlows.of(whole).cells(whole.foreground(), H, 12));
    assertEquals(labels("1"), GradientFlows.of(labels("3")).cells(mask("#"), H, 1));
  }

  @Test
  void whatDoesNotFitIsNamed() {
    GrayImage map = GrayImage.zeros(2, 3);
    GradientFlows flows = new GradientFlows(map, map);
    assertRefused(
        "column flows of 3x2: expected 2x3", () -> new GradientFlows(map, GrayImage.zeros(3, 2)));
    GrayImage broken = GrayImage.zeros(2, 3);
    broken.pixels()[4] = Float.NaN;
    assertRefused(
        "row flow NaN at row 1, column 1: expected a finite number",
        () -> new GradientFlows(broken, map));
    assertRefused(
        "column flow NaN at row 1, column 1: expected a finite number",
        () -> new GradientFlows(map, broken));
    assertRefused("foreground of 1x3: expected 2x3", () -> flows.cells(mask("###"), H, 1));
    BinaryImage all = mask("###", "###");
    assertRefused("h -1.0: expected 0 or more", () -> flows.cells(all, -1, 1));
    assertRefused("h NaN: expected 0 or more", () -> flows.cells(all, Double.NaN, 1));
    assertRefused("minArea -1: expected 0 or more", () -> flows.cells(all, H, -1));
  }

  private static void assertRefused(String message, Runnable call) {
    var e = assertThrows(IllegalArgumentException.class, call::run);
    assertEquals(message, e.getMessage());
  }
}
