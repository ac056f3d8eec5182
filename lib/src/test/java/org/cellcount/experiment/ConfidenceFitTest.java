package org.cellcount.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cellcount.count.CountResult;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.metric.Interval;
import org.cellcount.target.CellFeatures;
import org.cellcount.target.CellMaps;
import org.cellcount.target.Confidence;
import org.junit.jupiter.api.Test;

class ConfidenceFitTest {
  private static final int SIDE = 64;
  private static final int PITCH = 8;

  /** What was counted in an image, what was said of it, and the truth. */
  private record Example(CellMaps maps, CountResult counted, LabelImage truth) {}

  /** Squares of which the network is more or less sure: the less, the more of them are none. */
  private static Example example(SplittableRandom random) {
    GrayImage foreground = GrayImage.zeros(SIDE, SIDE);
    int[] counted = new int[SIDE * SIDE];
    int[] truth = new int[SIDE * SIDE];
    int cells = 0;
    for (int square = 0; square < (SIDE / PITCH) * (SIDE / PITCH); square++) {
      if (random.nextDouble() < 0.6) {
        continue;
      }
      cells++;
      double p = 0.55 + 0.44 * random.nextDouble();
      boolean real = random.nextDouble() < p;
      for (int k = 0; k < 16; k++) {
        int row = square / (SIDE / PITCH) * PITCH + 1 + k / 4;
        int column = square % (SIDE / PITCH) * PITCH + 1 + k % 4;
        foreground.pixels()[row * SIDE + column] = (float) p;
        counted[row * SIDE + column] = cells;
        truth[row * SIDE + column] = real ? cells : 0;
      }
    }
    return new Example(
        new CellMaps(foreground, Optional.empty()),
        new CountResult(cells, new LabelImage(SIDE, SIDE, counted)),
        new LabelImage(SIDE, SIDE, truth));
  }

  private static ConfidenceFit fit(int images, SplittableRandom random) {
    ConfidenceFit fit = new ConfidenceFit();
    for (int i = 0; i < images; i++) {
      Example e = example(random);
      fit.add(e.maps(), e.counted(), e.truth());
    }
    return fit;
  }

  @Test
  void probabilitiesAreRightAsOftenAsTheySay() {
    SplittableRandom random = new SplittableRandom(1);
    Confidence learned = fit(200, random).fit();
    double said = 0;
    double sure = 0;
    int cells = 0;
    for (int i = 0; i < 200; i++) {
      Example e = example(random);
      List<Double> probabilities =
          learned.probabilities(CellFeatures.of(e.maps(), e.counted().labels()));
      said += probabilities.stream().mapToDouble(p -> p).sum();
      sure += e.truth().count();
      cells += e.counted().count();
    }
    assertEquals(sure / cells, said / cells, 0.02);
  }

  @Test
  void intervalsHoldTheShareTheyPromiseOnNewImages() {
    SplittableRandom random = new SplittableRandom(2);
    Confidence learned = fit(400, random).fit();
    int held80 = 0;
    int held95 = 0;
    int images = 600;
    for (int i = 0; i < images; i++) {
      Example e = example(random);
      List<Double> probabilities =
          learned.probabilities(CellFeatures.of(e.maps(), e.counted().labels()));
      held80 += holds(learned.interval80(probabilities, SIDE * SIDE), e.truth().count());
      held95 += holds(learned.interval95(probabilities, SIDE * SIDE), e.truth().count());
    }
    assertEquals(0.815, (double) held80 / images, 0.05);
    assertEquals(0.955, (double) held95 / images, 0.025);
  }

  private static int holds(Interval interval, int truth) {
    return truth >= interval.low() && truth <= interval.high() ? 1 : 0;
  }

  @Test
  void tooLittleToLearnFromIsSaid() {
    ConfidenceFit few = fit(5, new SplittableRandom(3));
    assertFalse(few.enough());
    String said = assertThrows(IllegalStateException.class, few::fit).getMessage();
    assertTrue(said.startsWith("5 images"), said);
  }
}
