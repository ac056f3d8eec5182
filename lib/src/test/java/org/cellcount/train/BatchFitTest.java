package org.cellcount.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.cellcount.data.CellDataset;
import org.cellcount.image.GrayImage;
import org.cellcount.loss.Loss;
import org.cellcount.model.ModelConfig;
import org.cellcount.model.UNet;
import org.junit.jupiter.api.Test;

class BatchFitTest {
  private static final int SIZE = 32;

  /** Two bright squares, each in a corner of its own. */
  private static CellDataset batch() {
    GrayImage first = GrayImage.zeros(SIZE, SIZE);
    GrayImage second = GrayImage.zeros(SIZE, SIZE);
    for (int row = 0; row < 12; row++) {
      Arrays.fill(first.pixels(), row * SIZE + 2, row * SIZE + 14, 1);
      Arrays.fill(second.pixels(), (SIZE - 1 - row) * SIZE + 18, (SIZE - 1 - row) * SIZE + 30, 1);
    }
    return CellDataset.of("squares", List.of(first, second), List.of(first, second));
  }

  private static BatchFit fit(long seed) {
    return new BatchFit(
        ModelConfig.of(UNet.PLAIN.withBaseChannels(4)), Loss.BCE, batch(), 1e-2, seed);
  }

  @Test
  void learnsItsBatchByHeart() {
    try (BatchFit fit = fit(1)) {
      double first = fit.step();
      double last = first;
      for (int i = 0; i < 40; i++) {
        last = fit.step();
      }
      assertTrue(last < first / 4, first + " fell to " + last);
      GrayImage answer = fit.predict().get(1);
      assertTrue(answer.get(26, 24) > 0.5 && answer.get(5, 5) < 0.5, "the square's place");
      assertEquals(2, fit.predict().size());
    }
  }

  @Test
  void aStepLeavesNoTensorBehind() {
    try (BatchFit fit = fit(1)) {
      fit.step();
      int before = fit.model().manager().getManagedArrays().size();
      for (int i = 0; i < 5; i++) {
        fit.step();
        fit.predict();
      }
      assertEquals(before, fit.model().manager().getManagedArrays().size());
    }
  }

  @Test
  void itStaysWithoutTheSkipsItLearnedWithout() {
    ModelConfig config = ModelConfig.of(UNet.PLAIN.withBaseChannels(4));
    Set<Integer> all = Set.of(1, 2, 3, 4);
    try (BatchFit open = fit(1);
        BatchFit closed = new BatchFit(config, all, Loss.BCE, batch(), 1e-2, 1)) {
      assertEquals(open.predictWithout(all), closed.predict());
      assertEquals(open.predict(), closed.predictWithout(Set.of()));
      double first = closed.step();
      for (int i = 0; i < 20; i++) {
        closed.step();
      }
      assertTrue(closed.step() < first);
      assertEquals(closed.predictWithout(all), closed.predict());
    }
  }

  @Test
  void runsTellTheirLossesAndStopWhenInterrupted() {
    List<Integer> seen = new ArrayList<>();
    try (BatchFit fit = fit(3);
        BatchFit other = fit(3)) {
      double[] losses = fit.run(3, sofar -> seen.add(sofar.length));
      assertEquals(List.of(1, 2, 3), seen);
      assertEquals(3, losses.length);
      assertEquals(other.step(), losses[0]);
      double[] stopped = fit.run(9, sofar -> Thread.currentThread().interrupt());
      assertTrue(Thread.interrupted());
      assertEquals(1, stopped.length);
    }
  }

  @Test
  void otherImagesMayHaveAnotherSize() {
    try (BatchFit fit = fit(3)) {
      // A batch and a single image may be convolved in another order of sums.
      assertArrayEquals(
          fit.predict().get(1).pixels(), fit.predict(batch().image(1)).pixels(), 1e-5f);
      GrayImage odd = fit.predict(batch().image(0).window(0, 0, 19, 27));
      assertEquals(19, odd.height());
      assertEquals(27, odd.width());
    }
  }

  @Test
  void sameSeedSameLosses() {
    try (BatchFit one = fit(3);
        BatchFit other = fit(3)) {
      assertEquals(one.step(), other.step());
      assertEquals(one.step(), other.step());
    }
  }
}
