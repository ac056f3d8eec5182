package org.cellcount.microscopy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedImagesTest {
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");

  @ParameterizedTest
  @ValueSource(strings = {"gray8.png", "gray16.png", "rgb8.png", "palette.png"})
  void oneBitTurnedInAPngIsSeen(String name) throws IOException {
    byte[] whole = Files.readAllBytes(FIXTURES.resolve("images").resolve(name));
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] turned = whole.clone();
      turned[bit / 8] ^= (byte) (1 << bit % 8);
      IOException e = assertThrows(IOException.class, () -> ImageFiles.read(turned, "x"));
      assertTrue(e.getMessage().startsWith("x is "), e.getMessage());
    }
  }

  /** A TIFF in little-endian order with other bytes at the end of its only directory. */
  private static byte[] withNext(int next) throws IOException {
    byte[] tiff = Files.readAllBytes(FIXTURES.resolve("images/gray8.tif"));
    ByteBuffer buffer = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    int directory = buffer.getInt(4);
    int entries = buffer.getShort(directory);
    buffer.putInt(directory + 2 + 12 * entries, next < 0 ? directory : next);
    return tiff;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "-1; x is damaged: its directories lead back to one before",
        "9999; x is cut short or damaged: a directory lies beyond its end"
      })
  void directoriesThatLeadNowhere(int next, String message) throws IOException {
    byte[] tiff = withNext(next);
    IOException e = assertThrows(IOException.class, () -> ImageFiles.read(tiff, "x"));
    assertEquals(message, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"256, is cut short or damaged", "257, is cut short or damaged"})
  void imagesLargerThanTheirFile(int tag, String message) throws IOException {
    byte[] tiff = Files.readAllBytes(FIXTURES.resolve("containers/same/zlib.tif"));
    ByteBuffer buffer = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    int directory = buffer.getInt(4);
    for (int i = 0; i < buffer.getShort(directory); i++) {
      int entry = directory + 2 + 12 * i;
      if (buffer.getShort(entry) == tag) {
        buffer.putShort(entry + 2, (short) 4).putInt(entry + 8, 100_000_000);
      }
    }
    IOException e = assertThrows(IOException.class, () -> ImageFiles.read(tiff, "x"));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void anOmeDescriptionFetchesNothing() throws IOException {
    String xml =
        "<?xml version=\"1.0\"?><!DOCTYPE OME SYSTEM \"file:///etc/hostname\">"
            + "<OME><Image><Pixels DimensionOrder=\"XYCZT\"/></Image></OME>";
    IOException e = assertThrows(IOException.class, () -> OmeDescription.of(xml, "x"));
    assertTrue(e.getMessage().startsWith("x has a damaged OME description: "), e.getMessage());
    assertTrue(e.getMessage().contains("DOCTYPE"), e.getMessage());
  }
}
