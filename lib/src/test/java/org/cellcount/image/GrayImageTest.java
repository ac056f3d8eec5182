package org.cellcount.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class GrayImageTest {
  private static final GrayImage IMAGE = new GrayImage(2, 3, new float[] {0, 1, 2, 3, 4, 5});

  @Test
  void aWindowInsideIsCutOut() {
    assertEquals(new GrayImage(1, 2, new float[] {4, 5}), IMAGE.window(1, 1, 1, 2));
    assertEquals(IMAGE, IMAGE.window(0, 0, 2, 3));
  }

  @Test
  void aWindowBeyondTheEdgesIsMirrored() {
    float[] row = {1, 0, 0, 1, 2, 2, 1, 0, 0};
    assertEquals(new GrayImage(1, 9, row), IMAGE.window(0, -2, 1, 9));
    float[] column = {3, 0, 0, 3, 3, 0, 0};
    assertEquals(new GrayImage(7, 1, column), IMAGE.window(-2, 0, 7, 1));
  }

  @Test
  void theComplementOfAMaskIsTheBackground() {
    GrayImage mask = new GrayImage(1, 3, new float[] {0, 0.25f, 1});
    assertEquals(new GrayImage(1, 3, new float[] {1, 0.75f, 0}), mask.complement());
  }

  @Test
  void anEmptyWindowIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> IMAGE.window(0, 0, 0, 3));
  }
}
