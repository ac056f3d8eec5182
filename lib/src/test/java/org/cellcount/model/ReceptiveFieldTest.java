package org.cellcount.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.BitSet;
import org.cellcount.ops.HostTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceptiveFieldTest {
  private static final int LENGTH = 256;

  /** Room before row 0, so that no set of rows ends at the border. */
  private static final int BEFORE = 1024;

  /** Rows that a block of two 3x3 convolutions reads. */
  private static BitSet convolved(BitSet rows) {
    BitSet read = new BitSet();
    rows.stream().forEach(row -> read.set(row - 2, row + 3));
    return read;
  }

  private static BitSet pooled(BitSet rows) {
    BitSet read = new BitSet();
    rows.stream().forEach(row -> read.set(2 * row, 2 * row + 2));
    return read;
  }

  private static BitSet upsampled(BitSet rows) {
    BitSet read = new BitSet();
    rows.stream().forEach(row -> read.set(row / 2));
    return read;
  }

  private static Span span(BitSet rows, int before) {
    assertEquals(rows.cardinality(), rows.length() - rows.nextSetBit(0), "rows without a gap");
    return new Span(rows.nextSetBit(0) - before, rows.length() - 1 - before);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 63, 100, 255})
  void followsEveryRowThroughEveryLayer(int index) {
    UNet network = UNet.PLAIN.withBaseChannels(2).withLevels(3);
    ReceptiveField field = new ReceptiveField(network, index);
    for (int turn = 1; turn <= 4; turn++) {
      BitSet rows = new BitSet();
      rows.set(BEFORE + index);
      for (int level = 1; level < turn; level++) {
        assertEquals(span(rows, BEFORE >> (level - 1)), field.decoder(level));
        rows = upsampled(convolved(rows));
      }
      assertEquals(span(rows, BEFORE >> (turn - 1)), field.decoder(turn));
      rows = convolved(rows);
      for (int level = Math.min(turn, 3); level >= 1; level--) {
        if (level < turn) {
          rows = pooled(turn == 4 && level == 3 ? rows : convolved(rows));
        }
        assertEquals(span(rows, BEFORE >> (level - 1)), field.encoder(level, turn));
      }
      assertEquals(span(convolved(rows), BEFORE), field.image(turn));
    }
  }

  @Test
  void throughTheBottleneckItSeesAllThatTheOutputSees() {
    FeatureMap output = new FeatureMap("dec1", UNet.RESIDUAL, HostTensor.scalar(0));
    for (int row = 0; row < LENGTH; row++) {
      assertEquals(output.seenBy(row), new ReceptiveField(UNet.RESIDUAL, row).image(5));
    }
  }

  @Test
  void theUppermostSkipSeesNinePixels() {
    assertEquals(new Span(46, 54), new ReceptiveField(UNet.PLAIN, 50).image(1));
    assertEquals(new Span(48, 52), new ReceptiveField(UNet.PLAIN, 50).encoder(1, 1));
  }

  @Test
  void refusesLevelsThatAreNotThere() {
    ReceptiveField field = new ReceptiveField(UNet.PLAIN, 0);
    assertEquals(
        "level 6: expected 1 to 5",
        assertThrows(IllegalArgumentException.class, () -> field.decoder(6)).getMessage());
    assertEquals(
        "turn 2: expected 3 to 5",
        assertThrows(IllegalArgumentException.class, () -> field.encoder(3, 2)).getMessage());
  }
}
