package org.cellcount.train;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.cellcount.data.CellDataset;
import org.cellcount.image.GrayImage;

/** Number, size and checksum of a data set, by which a run knows it again. */
final class Fingerprint {
  private final CRC32 crc = new CRC32();
  private final CellDataset data;

  private Fingerprint(CellDataset data) {
    this.data = data;
  }

  /** Of images, masks, labels and true counts. */
  static String of(CellDataset data) {
    Fingerprint fingerprint = new Fingerprint(data);
    fingerprint.addImages();
    fingerprint.addTruth();
    return fingerprint.text();
  }

  /** Of images and masks alone, as format 1 had it. */
  static String ofMasks(CellDataset data) {
    Fingerprint fingerprint = new Fingerprint(data);
    fingerprint.addImages();
    return fingerprint.text();
  }

  static void update(CRC32 crc, String text) {
    crc.update(text.getBytes(StandardCharsets.UTF_8));
  }

  private void addImages() {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * data.height() * data.width());
    for (int i = 0; i < data.size(); i++) {
      for (GrayImage image : List.of(data.image(i), data.mask(i))) {
        bytes.clear().asFloatBuffer().put(image.pixels());
        crc.update(bytes);
      }
    }
  }

  private void addTruth() {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * data.height() * data.width());
    int[] counts = data.trueCounts();
    for (int i = 0; i < data.size(); i++) {
      update(crc, counts[i] + "\n");
      if (data.hasLabels()) {
        bytes.clear().asIntBuffer().put(data.cells(i).labels());
        crc.update(bytes);
      }
    }
  }

  private String text() {
    return String.format(
        Locale.ROOT,
        "%d images of %dx%d, checksum %08x",
        data.size(),
        data.height(),
        data.width(),
        crc.getValue());
  }
}
