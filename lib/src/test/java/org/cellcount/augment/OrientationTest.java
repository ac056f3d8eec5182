package org.cellcount.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.cellcount.image.CellSample;
import org.junit.jupiter.api.Test;

class OrientationTest {
  private static List<Orientation> all() {
    List<Orientation> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(new Orientation((i & 1) != 0, (i & 2) != 0, (i & 4) != 0));
    }
    return all;
  }

  @Test
  void oneAfterTheOtherIsTheSameAsBothAtOnce() {
    CellSample sample = Samples.discs(37, 50);
    for (Orientation first : all()) {
      for (Orientation second : all()) {
        assertEquals(
            second.apply(first.apply(sample)),
            first.then(second).apply(sample),
            first + " then " + second);
      }
    }
  }

  @Test
  void theEightDiffer() {
    CellSample sample = Samples.discs(20, 20);
    assertEquals(8, all().stream().map(o -> o.apply(sample)).distinct().count());
    assertSame(sample, Orientation.UNCHANGED.apply(sample));
  }
}
