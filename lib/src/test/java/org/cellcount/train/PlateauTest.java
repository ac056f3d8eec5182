package org.cellcount.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlateauTest {
  @Test
  void halvesAfterPatienceIsExceededAndCountsAnew() {
    Plateau plateau = Plateau.start(1e-3);
    double[] losses = {1, 0.9, 0.9, 0.95, 0.9, 0.90001, 0.9, 0.91, 0.8, 0.8};
    double[] rates = {1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 5e-4, 5e-4, 5e-4};
    for (int i = 0; i < losses.length; i++) {
      plateau = plateau.after(losses[i], 0.5, 5);
      assertEquals(rates[i], plateau.learningRate(), "after epoch " + (i + 1));
    }
    assertEquals(0.8, plateau.best());
    assertEquals(1, plateau.badEpochs());
  }

  @Test
  void anImprovementBelowTheRelativeThresholdIsNone() {
    Plateau plateau = Plateau.start(1).after(1, 0.5, 0);
    assertEquals(0.5, plateau.after(1 - 0.9e-4, 0.5, 0).learningRate());
    assertEquals(1, plateau.after(1 - 1.1e-4, 0.5, 0).learningRate());
  }
}
