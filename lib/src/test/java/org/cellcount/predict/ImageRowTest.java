package org.cellcount.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageRowTest {
  private static String reason(String file, String status) {
    return ImageRow.failed(file, Map.of(), status).reason();
  }

  @Test
  void filesWithTheSameFaultShareItsWords() {
    assertEquals("is no image", reason("p1/a.png", "p1/a.png is no image"));
    assertEquals(
        reason("a.png", "a.png cannot be read: s3a://b/a.png is missing"),
        reason("c.png", "c.png cannot be read: s3a://b/c.png is missing"));
    assertEquals("read 3 bytes of *", reason("a.png", "read 3 bytes of a.png"));
  }
}
