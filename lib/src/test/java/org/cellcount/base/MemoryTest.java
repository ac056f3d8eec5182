package org.cellcount.base;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MemoryTest {
  @Test
  void whatTheHeapCanHoldPasses() {
    long heap = Runtime.getRuntime().maxMemory();
    assertDoesNotThrow(() -> Memory.check("image", 0));
    assertDoesNotThrow(() -> Memory.check("image", heap));
  }

  @Test
  void whatItCannotHoldIsSaid() {
    var e = assertThrows(IOException.class, () -> Memory.check("big.tif", 5L << 50));
    assertTrue(
        e.getMessage()
            .matches(
                "big\\.tif needs 5,368,709,120 MB of memory, the Java heap may take [0-9,]+ MB"
                    + " \\(raise it with -Xmx\\)"),
        e.getMessage());
  }

  @Test
  void arraysHaveALongestLength() throws IOException {
    assertEquals(0, Memory.arrayLength("X", 0));
    assertEquals(2_147_483_639, Memory.arrayLength("X", 2_147_483_639L));
    var e = assertThrows(IOException.class, () -> Memory.arrayLength("X", 2_147_483_640L));
    assertEquals("X holds 2,147,483,640 bytes, expected at most 2,147,483,639", e.getMessage());
  }
}
