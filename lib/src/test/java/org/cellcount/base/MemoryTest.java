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
    assertDoesNotThrow(() -> Memory.check("image", heap / 4));
  }

  @Test
  void whatIsHeldAlreadyCounts() throws IOException {
    byte[] held = new byte[64 << 20];
    Runtime runtime = Runtime.getRuntime();
    long most = runtime.maxMemory() - held.length / 2;
    assertThrows(IOException.class, () -> Memory.check("image", most));
    assertEquals(64 << 20, held.length);
  }

  @Test
  void whatWaitsToBeCollectedDoesNot() throws IOException {
    long half = Runtime.getRuntime().maxMemory() / 2;
    for (long made = 0; made < 2 * half; made += 32 << 20) {
      assertEquals(32 << 20, new byte[32 << 20].length);
      Memory.check("image", half);
    }
  }

  @Test
  void whatItCannotHoldIsSaid() {
    var e = assertThrows(IOException.class, () -> Memory.check("big.tif", 5L << 50));
    assertTrue(
        e.getMessage()
            .matches(
                "big\\.tif needs 5,368,709,120 MB of memory, the Java heap may take [0-9,]+ MB"
                    + " more \\(raise it with -Xmx\\)"),
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
