package org.cellcount.measure;

import static org.cellcount.testing.Grids.labels;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.cellcount.count.CellCounter;
import org.cellcount.count.CountOptions;
import org.cellcount.count.CountResult;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.testing.Grids;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class CellsTest {
  /** A cell of 3x3, one of two pixels at the border, and a single pixel; label 3 is not in use. */
  private final LabelImage cells = labels("......4", ".222..4", ".222...", ".222.1.", ".......");

  private GrayImage intensity() {
    float[] pixels = new float[35];
    for (int i = 0; i < 35; i++) {
      pixels[i] = i / 100f;
    }
    return new GrayImage(5, 7, pixels);
  }

  private static void assertCell(
      Cell cell, int label, int area, double row, double column, double perimeter, double mean) {
    assertEquals(label, cell.label());
    assertEquals(area, cell.area());
    assertEquals(row, cell.centroidRow());
    assertEquals(column, cell.centroidColumn());
    assertEquals(perimeter, cell.perimeter());
    assertEquals(4 * Math.PI * area / (perimeter * perimeter), cell.circularity());
    assertEquals(mean, cell.meanIntensity(), 1e-7);
    assertEquals(mean * area, cell.intensities().get(0).integrated(), 1e-6);
    assertEquals(OptionalDouble.empty(), cell.probability());
  }

  @Test
  void measuresByHand() {
    List<Cell> measured = Cells.measure(cells, intensity());
    assertEquals(3, measured.size());
    assertCell(measured.get(0), 1, 1, 3, 5, 0, 0.26);
    // Mean of pixels 8..10, 15..17 and 22..24.
    assertCell(measured.get(1), 2, 9, 2, 2, 8, 0.16);
    // Pixels 6 and 13; two pixels in a row have no length by this estimate.
    assertCell(measured.get(2), 4, 2, 0.5, 6, 0, 0.095);
    assertEquals(List.of(false, false, true), measured.stream().map(Cell::touchesBorder).toList());
  }

  @Test
  void theTableHasARowForEachCell() {
    Table table = Cells.table(Cells.measure(cells, intensity()));
    assertEquals(
        List.of(
            "label",
            "area",
            "centroidRow",
            "centroidColumn",
            "minRow",
            "minColumn",
            "maxRow",
            "maxColumn",
            "perimeter",
            "circularity",
            "majorAxis",
            "minorAxis",
            "eccentricity",
            "orientation",
            "meanIntensity",
            "integratedIntensity",
            "touchesBorder"),
        table.columnNames());
    assertEquals(3, table.rowCount());
    assertEquals(List.of(1, 2, 4), table.intColumn("label").asList());
    assertEquals(List.of(1, 9, 2), table.intColumn("area").asList());
    assertEquals(List.of(3.0, 2.0, 0.5), table.doubleColumn("centroidRow").asList());
    assertEquals(List.of(5.0, 2.0, 6.0), table.doubleColumn("centroidColumn").asList());
    assertEquals(List.of(3, 1, 0), table.intColumn("minRow").asList());
    assertEquals(List.of(5, 1, 6), table.intColumn("minColumn").asList());
    assertEquals(List.of(3, 3, 1), table.intColumn("maxRow").asList());
    assertEquals(List.of(5, 3, 6), table.intColumn("maxColumn").asList());
    assertEquals(8, table.doubleColumn("perimeter").get(1));
    assertEquals(36 * Math.PI / 64, table.doubleColumn("circularity").get(1));
    assertEquals(0.16, table.doubleColumn("meanIntensity").get(1), 1e-7);
    assertFalse(table.booleanColumn("touchesBorder").get(0));
    assertTrue(table.booleanColumn("touchesBorder").get(2));
  }

  @Test
  void theTableIsWrittenAsCommaSeparatedValues() {
    StringWriter csv = new StringWriter();
    Cells.table(Cells.measure(labels("11.", "11."), GrayImage.zeros(2, 3))).write().csv(csv);
    assertEquals(
        "label,area,centroidRow,centroidColumn,minRow,minColumn,maxRow,maxColumn,perimeter,"
            + "circularity,majorAxis,minorAxis,eccentricity,orientation,meanIntensity,"
            + "integratedIntensity,touchesBorder\n"
            + "1,4,0.5,0.5,0,0,1,1,4.0,3.141592653589793,2.0,2.0,0.0,-0.7853981633974483,0.0,0.0,"
            + "true\n",
        csv.toString().replace("\r\n", "\n"));
  }

  @Test
  void everySideIsABorder() {
    LabelImage frame = labels(".1.", "243", ".5.");
    assertEquals(
        List.of(true, true, true, false, true),
        Cells.measure(frame, GrayImage.zeros(3, 3)).stream().map(Cell::touchesBorder).toList());
  }

  @Test
  void withoutCellsTheTableIsEmpty() {
    List<Cell> none = Cells.measure(labels("..", ".."), GrayImage.zeros(2, 2));
    assertTrue(none.isEmpty());
    assertEquals(0, Cells.table(none).rowCount());
    assertEquals(17, Cells.table(none).columnCount());
  }

  @Test
  void theLargestLabelIsFine() {
    LabelImage labels = new LabelImage(1, 3, new int[] {Integer.MAX_VALUE, 0, 7});
    List<Cell> measured = Cells.measure(labels, GrayImage.zeros(1, 3));
    assertEquals(List.of(7, Integer.MAX_VALUE), measured.stream().map(Cell::label).toList());
  }

  @Test
  void aCountMeasuresItsOwnCells() {
    GrayImage map = Grids.probability(new Random(1), Grids.discs(new Random(1), 40, 50, 12));
    CountResult result = new CellCounter(CountOptions.defaults()).count(map);
    List<Cell> measured = result.cells(map);
    assertEquals(result.count(), measured.size());
    int pixels = 0;
    for (int i = 0; i < measured.size(); i++) {
      assertEquals(i + 1, measured.get(i).label());
      assertTrue(measured.get(i).area() >= 10);
      pixels += measured.get(i).area();
    }
    assertEquals(result.labels().foreground().area(), pixels);
  }

  @Test
  void anotherSizeIsRefused() {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> Cells.measure(cells, GrayImage.zeros(5, 6)));
    assertEquals("intensity of 5x6: expected 5x7", e.getMessage());
  }
}
