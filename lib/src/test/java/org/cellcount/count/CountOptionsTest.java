package org.cellcount.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CountOptionsTest {
  private static final CountOptions OPTIONS =
      new CountOptions(0.4, 1, 2, true, Separation.H_MAXIMA, 0.7, 0.3, 5, Connectivity.EIGHT, 12);

  private static void refused(String message, Supplier<?> options) {
    var e = assertThrows(IllegalArgumentException.class, options::get);
    assertEquals(message, e.getMessage());
  }

  @Test
  void valuesOutOfRangeAreNamed() {
    refused("threshold -0.1: expected 0 to 1", () -> OPTIONS.withThreshold(-0.1));
    refused("threshold 1.01: expected 0 to 1", () -> OPTIONS.withThreshold(1.01));
    refused("threshold NaN: expected 0 to 1", () -> OPTIONS.withThreshold(Double.NaN));
    refused("opening -1: expected 0 to 100", () -> OPTIONS.withCleaning(-1, 0, false));
    refused("opening 101: expected 0 to 100", () -> OPTIONS.withCleaning(101, 0, false));
    refused("closing -2: expected 0 to 100", () -> OPTIONS.withCleaning(0, -2, false));
    refused("closing 101: expected 0 to 100", () -> OPTIONS.withCleaning(0, 101, false));
    refused("sigma -1.0: expected 0 to 100", () -> OPTIONS.withSigma(-1));
    refused("sigma 100.5: expected 0 to 100", () -> OPTIONS.withSigma(100.5));
    refused("sigma NaN: expected 0 to 100", () -> OPTIONS.withSigma(Double.NaN));
    refused("h -0.5: expected 0 or more", () -> OPTIONS.withH(-0.5));
    refused("h NaN: expected 0 or more", () -> OPTIONS.withH(Double.NaN));
    refused("h Infinity: expected 0 or more", () -> OPTIONS.withH(Double.POSITIVE_INFINITY));
    refused("minDistance 0: expected 1 or more", () -> OPTIONS.withMinDistance(0));
    refused("minArea -3: expected 0 or more", () -> OPTIONS.withMinArea(-3));
  }

  @Test
  void aCounterKeepsItsOptions() {
    assertEquals(OPTIONS, new CellCounter(OPTIONS).options());
    refused("options is missing: expected a value", () -> new CellCounter(null));
  }

  @Test
  void missingChoicesAreNamed() {
    refused("separation is missing: expected a value", () -> OPTIONS.withSeparation(null));
    refused("connectivity is missing: expected a value", () -> OPTIONS.withConnectivity(null));
  }

  @Test
  void theEndsOfTheRangesAreAllowed() {
    CountOptions least =
        OPTIONS
            .withThreshold(0)
            .withCleaning(0, 0, false)
            .withSigma(0)
            .withH(0)
            .withMinDistance(1)
            .withMinArea(0);
    assertEquals(
        new CountOptions(0, 0, 0, false, Separation.H_MAXIMA, 0, 0, 1, Connectivity.EIGHT, 0),
        least);
    CountOptions most =
        OPTIONS.withThreshold(1).withCleaning(100, 100, true).withSigma(100).withH(1e9);
    assertEquals(
        new CountOptions(
            1, 100, 100, true, Separation.H_MAXIMA, 100, 1e9, 5, Connectivity.EIGHT, 12),
        most);
  }

  @Test
  void theWaysOfThePublicProjectDifferInWhatTheirNamesSay() {
    CountOptions readme = CountOptions.readme();
    assertEquals(readme.withCleaning(0, 0, false), CountOptions.script());
    assertEquals(readme.withSeparation(Separation.DISTANCE_PEAKS), CountOptions.readmeWatershed());
    assertEquals(
        new CountOptions(0.5, 0, 0, false, Separation.COMPONENTS, 0, 0, 5, Connectivity.FOUR, 10),
        CountOptions.script());
  }

  @Test
  void eachWitherChangesItsOwnPartOnly() {
    assertEquals(
        new CountOptions(0.9, 1, 2, true, Separation.H_MAXIMA, 0.7, 0.3, 5, Connectivity.EIGHT, 12),
        OPTIONS.withThreshold(0.9));
    assertEquals(
        new CountOptions(
            0.4, 3, 4, false, Separation.H_MAXIMA, 0.7, 0.3, 5, Connectivity.EIGHT, 12),
        OPTIONS.withCleaning(3, 4, false));
    assertEquals(
        new CountOptions(
            0.4, 1, 2, true, Separation.COMPONENTS, 0.7, 0.3, 5, Connectivity.EIGHT, 12),
        OPTIONS.withSeparation(Separation.COMPONENTS));
    assertEquals(
        new CountOptions(0.4, 1, 2, true, Separation.H_MAXIMA, 2, 0.3, 5, Connectivity.EIGHT, 12),
        OPTIONS.withSigma(2));
    assertEquals(
        new CountOptions(0.4, 1, 2, true, Separation.H_MAXIMA, 0.7, 8, 5, Connectivity.EIGHT, 12),
        OPTIONS.withH(8));
    assertEquals(
        new CountOptions(0.4, 1, 2, true, Separation.H_MAXIMA, 0.7, 0.3, 9, Connectivity.EIGHT, 12),
        OPTIONS.withMinDistance(9));
    assertEquals(
        new CountOptions(0.4, 1, 2, true, Separation.H_MAXIMA, 0.7, 0.3, 5, Connectivity.FOUR, 12),
        OPTIONS.withConnectivity(Connectivity.FOUR));
    assertEquals(
        new CountOptions(0.4, 1, 2, true, Separation.H_MAXIMA, 0.7, 0.3, 5, Connectivity.EIGHT, 0),
        OPTIONS.withMinArea(0));
  }

  @Test
  void someSeparationsAreByMaxima() {
    assertTrue(Separation.H_MAXIMA.byMaxima() && Separation.TWO_SIDED_MAXIMA.byMaxima());
    assertFalse(Separation.COMPONENTS.byMaxima() || Separation.DISTANCE_PEAKS.byMaxima());
  }
}
