package org.cellcount.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.junit.jupiter.api.Test;

class TwoSidedMaximaTest {
  private static String marked(LabelImage markers) {
    return IntStream.range(0, markers.width())
        .mapToObj(column -> markers.get(0, column) == 0 ? "." : "x")
        .reduce("", String::concat);
  }

  @Test
  void aLowMaximumBesideAHighOneStaysAndOneOfTwoLowOnesGoes() {
    // Rises over the saddles: 1 and 8 (geometric mean 2.8), then 9 and 9, then 1 and 1.
    GrayImage map = new GrayImage(1, 9, new float[] {3, 2, 10, 1, 10, 1, 3, 2, 3});
    LabelImage oneSided = Maxima.hMaxima(map, map.above(0), 1.5, Connectivity.FOUR);
    LabelImage twoSided = Maxima.twoSidedMaxima(map, map.above(0), 1.5, Connectivity.FOUR);
    assertEquals("..x.x.x..", marked(oneSided));
    assertEquals("x.x.x.x..", marked(twoSided));
  }

  @Test
  void theMarkersAreTheCellsThatAreCounted() {
    GrayImage map = new GrayImage(1, 7, new float[] {0.3f, 0.2f, 0.9f, 0.4f, 0.5f, 0.45f, 0.5f});
    for (double h : new double[] {0, 0.04, 0.06, 0.2, 0.3}) {
      CountOptions options =
          CountOptions.defaults().withThreshold(0.1).withSigma(0).withH(h).withMinArea(0);
      assertEquals(
          new CellCounter(options).count(map, map).count(),
          Maxima.twoSidedMaxima(map, map.above(0.1), h, Connectivity.FOUR).count(),
          "h " + h);
    }
  }
}
