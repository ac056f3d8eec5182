package org.cellcount.plate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DoseResponseTest {
  /** Eight wells without the compound, and four at each of eight doses. */
  private static final double[] DOSES = doses();

  private static double[] doses() {
    double[] doses = new double[40];
    for (int i = 8; i < doses.length; i++) {
      int step = i / 4 - 2;
      doses[i] = 0.01 * Math.pow(3, step);
    }
    return doses;
  }

  private static double[] noisy(DoseResponse curve, double sd, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return DoubleStream.of(DOSES).map(d -> curve.at(d) + sd * random.nextGaussian()).toArray();
  }

  @Test
  void theCurveIsWhatItsNumbersSay() {
    DoseResponse curve = DoseResponse.known(100, 20, 2, 3);
    assertEquals(100, curve.at(0), 1e-12);
    assertEquals(60, curve.at(2), 1e-12);
    assertEquals(20 + 80.0 / 9, curve.at(4), 1e-9);
    assertEquals(20, curve.at(1e9), 1e-9);
  }

  @Test
  void exactCountsGiveTheCurveBack() {
    for (double slope : new double[] {0.7, 1, 3.3}) {
      for (double half : new double[] {0.03, 0.3, 2}) {
        for (double infinity : new double[] {5, 180}) {
          DoseResponse curve = DoseResponse.known(100, infinity, half, slope);
          DoseResponse fit = DoseResponse.fit(DOSES, noisy(curve, 0, 1));
          assertEquals(100, fit.atZero(), 1e-3);
          assertEquals(infinity, fit.atInfinity(), 1e-2);
          assertEquals(half, fit.halfDose(), 1e-4 * half);
          assertEquals(slope, fit.slope(), 1e-3);
          assertEquals(0, fit.residual(), 1e-3);
        }
      }
    }
  }

  @Test
  void theIntervalHoldsTheTruthAsOftenAsPromised() {
    DoseResponse curve = DoseResponse.known(100, 20, 0.3, 1.5);
    int inside = 0;
    double residual = 0;
    for (int trial = 0; trial < 400; trial++) {
      DoseResponse fit = DoseResponse.fit(DOSES, noisy(curve, 6, trial));
      inside += fit.halfDoseInterval().low() <= 0.3 && 0.3 <= fit.halfDoseInterval().high() ? 1 : 0;
      residual += fit.residual() / 400;
    }
    assertEquals(380, inside, 13);
    assertEquals(6, residual, 0.15);
  }

  @Test
  void countsThatDoNotDependOnTheDoseTellNothingOfIt() {
    double[] flat = new double[DOSES.length];
    Arrays.fill(flat, 50);
    DoseResponse fit = DoseResponse.fit(DOSES, flat);
    assertEquals(50, fit.at(0), 1e-6);
    assertEquals(50, fit.at(1), 1e-6);
    assertEquals(0, fit.halfDoseInterval().low(), 1e-9);
    assertTrue(fit.halfDoseInterval().high() > 1e9);
  }

  private static void assertRefused(String because, double[] doses, double... counts) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> DoseResponse.fit(doses, counts))
            .getMessage();
    assertTrue(message.contains(because), message);
  }

  @Test
  void tooLittleIsRefused() {
    assertRefused("one a dose, 2", new double[] {1, 2}, 1, 2, 3);
    assertRefused("at least 4", new double[] {0, 1, 2, 3, 3}, 1, 2, 3, 4, 5);
    assertRefused("dose -1.0", new double[] {-1, 1, 2, 3, 4}, 1, 2, 3, 4, 5);
    assertRefused("count NaN", new double[] {0, 1, 2, 3, 4}, 1, 2, Double.NaN, 4, 5);
  }
}
