package org.cellcount.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Patience SHORT = new Patience(Duration.ofSeconds(1));

  @Test
  void whatIsReadInTimeIsGiven() throws IOException {
    assertEquals("read", SHORT.read("a.tif", () -> "read"));
  }

  @Test
  void whatNeverEndsIsGivenUp() {
    CountDownLatch never = new CountDownLatch(1);
    long start = System.nanoTime();
    var e =
        assertThrows(
            IOException.class,
            () ->
                SHORT.read(
                    "a.tif",
                    () -> {
                      // As a loop does that looks at no interrupt.
                      while (never.getCount() > 0) {
                        Thread.onSpinWait();
                      }
                      return 1;
                    }));
    never.countDown();
    assertEquals("a.tif was not read within 1 s, the time limit for a file", e.getMessage());
    assertTrue(System.nanoTime() - start < 30e9);
  }

  @Test
  void failuresArePassedOn() {
    IOException broken = new IOException("broken");
    assertSame(
        broken,
        assertThrows(
            IOException.class,
            () ->
                SHORT.read(
                    "a.tif",
                    () -> {
                      throw broken;
                    })));
    assertThrows(
        StackOverflowError.class,
        () ->
            SHORT.read(
                "a.tif",
                () -> {
                  throw new StackOverflowError();
                }));
  }

  @Test
  void noTimeIsRefused() {
    var e = assertThrows(IllegalArgumentException.class, () -> new Patience(Duration.ZERO));
    assertEquals("time limit PT0S: expected above 0", e.getMessage());
  }
}
