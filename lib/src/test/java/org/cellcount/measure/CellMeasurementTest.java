package org.cellcount.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.image.PixelSize;
import org.cellcount.testing.MeasuredCells;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

class CellMeasurementTest {
  private static final LabelImage LABELS = MeasuredCells.labels();
  private static final Map<String, GrayImage> CHANNELS = MeasuredCells.channels();

  /**
   * What scikit-image 0.26's {@code regionprops} gives: label, area, centroid, bbox (its end
   * excluded), perimeter, axis_major_length, axis_minor_length, eccentricity, orientation, and mean
   * and sum of both channels.
   */
  private static final double[][] SCIKIT_IMAGE = {
    {
      1,
      47,
      5,
      6,
      1,
      3,
      10,
      10,
      23.31370849898476,
      9.819349495620676,
      6.02879199588628,
      0.7893288861585641,
      0.47724969469941264,
      0.457659573115884,
      21.509999936446548,
      0.47786083825408143,
      22.459459397941828
    },
    {
      2,
      55,
      6,
      18,
      1,
      15,
      12,
      22,
      27.31370849898476,
      12.12308420219794,
      5.728232502983527,
      0.8813273436850837,
      -0.45957022741800907,
      0.523272726481611,
      28.77999995648861,
      0.576412775570696,
      31.702702656388283
    },
    {
      3,
      77,
      5,
      31.038961038961038,
      0,
      26,
      11,
      37,
      43.45584412271571,
      10.434707321392244,
      10.423580827835218,
      0.04616769790588983,
      0,
      0.4767532475147541,
      36.71000005863607,
      0.5373815353234093,
      41.378378219902515
    },
    {
      4,
      77,
      17,
      8,
      13,
      3,
      22,
      14,
      30.14213562373095,
      12.253232357300956,
      7.966723693487962,
      0.7597860010583926,
      -0.9979182598337759,
      0.46506493577322405,
      35.81000005453825,
      0.47560547548648596,
      36.62162161245942
    },
    {
      5,
      89,
      18,
      22,
      14,
      16,
      23,
      29,
      34.14213562373095,
      13.605694281837364,
      8.33347951710371,
      0.7904710564223703,
      -1.3695749210003225,
      0.5399999995245023,
      48.0599999576807,
      0.49316732359401294,
      43.89189179986715
    },
    {
      6,
      63,
      20,
      36,
      16,
      32,
      25,
      41,
      26.14213562373095,
      9.6674876498663,
      8.250060124841035,
      0.5212860351426869,
      0.7853981633974483,
      0.47841269927956753,
      30.140000054612756,
      0.5006434996094968,
      31.540540475398302
    },
    {
      7,
      33,
      3.121212121212121,
      40.90909090909091,
      0,
      38,
      8,
      44,
      19.31370849898476,
      7.61234977251088,
      5.514716149540947,
      0.6893343431479558,
      0.006403065104025749,
      0.46212120963768527,
      15.249999918043613,
      0.6126126100619634,
      20.216216132044792
    },
    {
      8,
      1,
      24,
      2,
      24,
      2,
      25,
      3,
      0,
      0,
      0,
      0,
      -0.7853981633974483,
      0.3700000047683716,
      0.3700000047683716,
      0.9189189076423645,
      0.9189189076423645
    },
    {
      9,
      4,
      12.5,
      38.5,
      12,
      38,
      14,
      40,
      4,
      2,
      2,
      0,
      -0.7853981633974483,
      0.5275000035762787,
      2.1100000143051147,
      0.5405405387282372,
      2.1621621549129486
    },
    {
      10,
      5,
      10.2,
      12,
      10,
      10,
      12,
      15,
      3.2071067811865475,
      5.77331086475517,
      1.1085493488789315,
      0.9813924293080768,
      1.365732656524151,
      0.39200000315904615,
      1.9600000157952309,
      0.4972973022609949,
      2.4864865113049746
    }
  };

  @Test
  void agreesWithScikitImage() {
    List<Cell> cells = Cells.measure(LABELS, CHANNELS, Optional.empty());
    assertEquals(SCIKIT_IMAGE.length, cells.size());
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      double[] measured = {
        cell.label(),
        cell.area(),
        cell.centroidRow(),
        cell.centroidColumn(),
        cell.minRow(),
        cell.minColumn(),
        cell.maxRow() + 1,
        cell.maxColumn() + 1,
        cell.perimeter(),
        cell.majorAxis(),
        cell.minorAxis(),
        cell.eccentricity(),
        cell.orientation(),
        cell.intensities().get(0).mean(),
        cell.intensities().get(0).integrated(),
        cell.intensities().get(1).mean(),
        cell.intensities().get(1).integrated()
      };
      // An eccentricity of 0 is the root of a rounding error.
      assertArrayEquals(SCIKIT_IMAGE[i], measured, 1e-7, "cell " + cell.label());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 25, 26})
  void bandsMeasureAsTheWhole(int rows) {
    Optional<GrayImage> probability = Optional.of(CHANNELS.get("GFP"));
    CellMeasurement bands = new CellMeasurement(LABELS.height(), List.copyOf(CHANNELS.keySet()));
    for (int from = 0; from < LABELS.height(); from += rows) {
      int first = from;
      int height = Math.min(rows, LABELS.height() - from);
      int top = Math.max(0, from - CellMeasurement.CONTEXT);
      int bottom = Math.min(LABELS.height(), from + height + CellMeasurement.CONTEXT);
      bands.add(
          LABELS.window(top, 0, bottom - top, LABELS.width()),
          top,
          from - top,
          height,
          CHANNELS.values().stream().map(c -> c.window(first, 0, height, LABELS.width())).toList(),
          probability.map(map -> map.window(first, 0, height, LABELS.width())));
    }
    assertEquals(Cells.measure(LABELS, CHANNELS, probability), bands.cells());
  }

  @Test
  void theTableHasMicrometresAndEveryChannel() {
    Optional<GrayImage> probability = Optional.of(CHANNELS.get("GFP"));
    List<Cell> cells = Cells.measure(LABELS, CHANNELS, probability);
    Table table = Cells.table(cells, Optional.of(new PixelSize(0.5, 0.32)));
    assertEquals(0.16 * 47, table.doubleColumn("areaUm2").get(0), 1e-12);
    assertEquals(0.4 * 23.31370849898476, table.doubleColumn("perimeterUm").get(0), 1e-12);
    assertEquals(0.4 * 9.819349495620676, table.doubleColumn("majorAxisUm").get(0), 1e-9);
    assertEquals(0.4 * 6.02879199588628, table.doubleColumn("minorAxisUm").get(0), 1e-9);
    assertEquals(21.509999936446548, table.doubleColumn("integratedIntensity DAPI").get(0), 1e-9);
    assertEquals(0.47786083825408143, table.doubleColumn("meanIntensity GFP").get(0), 1e-9);
    assertEquals(0.47786083825408143, table.doubleColumn("probability").get(0), 1e-9);
    assertEquals("touchesBorder", table.columnNames().get(table.columnCount() - 1));
  }

  @Test
  void aChannelOfAnotherSizeIsRefused() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Cells.measure(LABELS, Map.of("DAPI", GrayImage.zeros(26, 43)), Optional.empty()));
    assertEquals("intensity of 26x43: expected 26x44", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Cells.measure(LABELS, Map.of(), Optional.empty()));
    assertEquals("number of channels 0: expected 1 or more", e.getMessage());
  }
}
