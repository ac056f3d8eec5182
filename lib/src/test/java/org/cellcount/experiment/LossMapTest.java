package org.cellcount.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cellcount.image.LabelImage;
import org.cellcount.loss.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tech.tablesaw.api.Table;

class LossMapTest {
  /** A cell of two pixels among six, missed. */
  private static final Mistake MISSED =
      Mistake.missedCell(new LabelImage(2, 3, new int[] {1, 1, 0, 0, 0, 0}), 1);

  @Test
  void crossEntropyIsWhatItIsByHand() {
    LossMap map = LossMap.of(Loss.BCE, MISSED);
    double wrong = -Math.log(0.05);
    double right = -Math.log(0.95);
    assertEquals((2 * wrong + 4 * right) / 6, map.value(), 1e-5);
    assertEquals(right, map.corrected(), 1e-5);
    assertEquals((wrong - right) / 6, map.cost().get(0, 0), 1e-5);
    assertEquals(0.95 / 6, map.push().get(0, 1), 1e-5);
    assertEquals(-0.05 / 6, map.push().get(1, 2), 1e-5);
    assertEquals(1.9 / 2.1, map.pushOnMistake(), 1e-5);
    assertEquals(1, map.relativePush().get(0, 0), 1e-6);
    assertEquals(1, map.relativeCost().get(0, 0), 1e-6);
  }

  @ParameterizedTest
  @FieldSource("org.cellcount.loss.Loss#OURS")
  void everyLossWantsTheCellBackAndChargesForItAlone(Loss loss) {
    LossMap map = LossMap.of(loss, MISSED);
    assertTrue(map.value() > map.corrected());
    assertTrue(map.push().get(0, 0) > 0);
    assertTrue(map.cost().get(0, 0) > 0);
    assertEquals(0, map.cost().get(1, 1));
    assertTrue(map.push().get(1, 1) < 0);
  }

  @Test
  void theTableGoesLossAfterLoss() {
    List<List<LossMap>> maps =
        List.of(Loss.OURS.stream().map(loss -> LossMap.of(loss, MISSED)).toList());
    Table table = LossMap.table(List.of(MISSED), maps);
    assertEquals(
        List.of("BCE", "Dice", "BCE + Dice", "Focal", "Tversky"),
        table.stringColumn("loss").asList());
    assertEquals(
        maps.get(0).get(1).value() - maps.get(0).get(1).corrected(),
        table.doubleColumn("rise").get(1));
  }
}
