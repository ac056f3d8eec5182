package org.cellcount.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.cellcount.train.History;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class RunChartsTest {
  private static boolean shows(BufferedImage image, Color colour) {
    return IntStream.range(0, image.getHeight())
        .anyMatch(
            y ->
                IntStream.range(0, image.getWidth())
                    .anyMatch(x -> image.getRGB(x, y) == colour.getRGB()));
  }

  @Test
  void aRunIsDrawnFromItsFirstEpoch() {
    History.Epoch epoch = new History.Epoch(1, 1e-3, 0.5, 0.4, 0.8, 0.7, 0.9, 3, 2, 10, 0.1, 0);
    BufferedImage curves = TrainingCurves.of(new History(List.of(epoch), 8));
    assertTrue(curves.getWidth() <= Theme.PAGE_WIDTH + 20, "width " + curves.getWidth());
    assertTrue(shows(curves, Palette.series(0)) && shows(curves, Palette.series(1)));
    XYChart counts = TrainingCurves.charts(new History(List.of(epoch), 8)).get(2);
    assertArrayEquals(new double[] {3}, counts.getSeries("components").getYData());
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> TrainingCurves.of(new History(List.of(), 8)));
    assertEquals("epochs done 0: expected 1 or more", e.getMessage());
  }

  @Test
  void everyRowIsABarAndEveryFactorAColour() {
    Table table =
        Table.create(
            StringColumn.create("factor", "model", "model", "loss"),
            StringColumn.create("setting", "U-Net", "Attention U-Net", "BCE"),
            DoubleColumn.create("Dice", 0.8, 0.9, -0.7),
            DoubleColumn.create("Dice low", 0.7, 0.9, -0.9),
            DoubleColumn.create("Dice high", 0.9, 0.9, -0.6));
    BufferedImage chart = AblationChart.of(table, "Dice", "mean Dice").render();
    assertTrue(shows(chart, Palette.series(0)) && shows(chart, Palette.series(1)));
    BufferedImage fewer = AblationChart.of(table.first(2), "Dice", "mean Dice").render();
    assertTrue(!shows(fewer, Palette.series(1)));
    assertEquals(chart.getWidth(), fewer.getWidth());
    assertTrue(chart.getHeight() > fewer.getHeight());
    XYChart bars = AblationChart.of(table, "Dice", "mean Dice").chart();
    assertArrayEquals(new double[] {0, -0.7}, bars.getSeries("loss: BCE").getXData());
    double[] whisker = bars.getSeries("loss: BCE, whisker").getXData();
    assertArrayEquals(new double[] {-0.9, -0.9, -0.9, -0.6, -0.6, -0.6}, whisker);
    assertTrue(bars.getStyler().getXAxisMin() < -0.9);
  }
}
