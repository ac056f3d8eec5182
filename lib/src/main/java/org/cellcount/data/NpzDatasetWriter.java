package org.cellcount.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.npz.NpyArray;
import org.cellcount.npz.NpyType;
import org.cellcount.npz.NpzWriter;

/** Writes a data set image by image, each array in the smallest type that loses nothing. */
final class NpzDatasetWriter {
  private final CellDataset dataset;
  private final List<GrayImage> masks;

  NpzDatasetWriter(CellDataset dataset) {
    this.dataset = dataset;
    this.masks = IntStream.range(0, dataset.size()).mapToObj(dataset::mask).toList();
    for (int i = 0; i < dataset.size(); i++) {
      for (float value : dataset.image(i).pixels()) {
        if (!(value >= 0 && value <= 1)) {
          throw new IllegalArgumentException(
              String.format(
                  "%s: image %d holds %s, expected 0..1: write images before normalising them",
                  dataset.name(), i, value));
        }
      }
    }
  }

  void writeTo(OutputStream out) throws IOException {
    try (NpzWriter npz = new NpzWriter(out)) {
      write(npz, "X", dataset.images(), 255);
      write(npz, "y", masks, 1);
      if (dataset.hasLabels()) {
        writeLabels(npz);
      }
      if (dataset.countSource() == CountSource.COUNTS) {
        npz.write("counts", NpyArray.of(dataset.trueCounts(), dataset.size()));
      }
      if (dataset.hasGroups()) {
        int[] groups = IntStream.range(0, dataset.size()).map(dataset::group).toArray();
        npz.write("groups", NpyArray.of(groups, dataset.size()));
      }
    }
  }

  /** As uint8 if every value is a whole number of steps, else as float32. */
  private void write(NpzWriter npz, String name, List<GrayImage> images, int steps)
      throws IOException {
    boolean whole = images.stream().allMatch(image -> isWhole(image.pixels(), steps));
    begin(npz, name, whole ? NpyType.UINT8 : NpyType.FLOAT32);
    for (GrayImage image : images) {
      float[] values = image.pixels();
      byte[] bytes = new byte[values.length * (whole ? 1 : Float.BYTES)];
      ByteBuffer buffer = littleEndian(bytes);
      for (float value : values) {
        if (whole) {
          buffer.put((byte) Math.round(value * steps));
        } else {
          buffer.putFloat(value);
        }
      }
      npz.write(bytes);
    }
  }

  private void writeLabels(NpzWriter npz) throws IOException {
    List<LabelImage> labels =
        IntStream.range(0, dataset.size()).mapToObj(i -> dataset.labels(i).orElseThrow()).toList();
    boolean small = labels.stream().allMatch(image -> image.max() <= 255);
    begin(npz, "labels", small ? NpyType.UINT8 : NpyType.INT32);
    for (LabelImage image : labels) {
      int[] values = image.labels();
      byte[] bytes = new byte[values.length * (small ? 1 : Integer.BYTES)];
      ByteBuffer buffer = littleEndian(bytes);
      for (int value : values) {
        if (small) {
          buffer.put((byte) value);
        } else {
          buffer.putInt(value);
        }
      }
      npz.write(bytes);
    }
  }

  private void begin(NpzWriter npz, String name, NpyType type) throws IOException {
    npz.begin(name, type, dataset.size(), dataset.height(), dataset.width());
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static boolean isWhole(float[] values, float steps) {
    for (float value : values) {
      if (Math.round(value * steps) / steps != value) {
        return false;
      }
    }
    return true;
  }
}
