package org.cellcount.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.image.Resize;

/** Cuts fields into crops of one size. */
final class Crops {
  private static final int SMALLEST_CELL = 10;

  private Crops() {}

  /** Cuts fields into crops that overlap by a half or a little less. */
  static CellDataset halfOverlapping(
      String name, List<MicroscopeField> fields, int size, double diameter) {
    for (MicroscopeField field : fields) {
      int height = field.image().height();
      int width = field.image().width();
      if (Math.min(height, width) < size) {
        throw new IllegalArgumentException(
            String.format(
                "field %s is %dx%d, expected at least the crop's %dx%d",
                field.id(), height, width, size, size));
      }
    }
    return cut(name, fields, size, diameter, length -> 1 + (length - size) / (size / 2));
  }

  /**
   * Cuts fields into as few crops as cover them. Fields smaller than a crop are enlarged to its
   * size.
   */
  static CellDataset covering(
      String name, List<MicroscopeField> fields, int size, double diameter) {
    return cut(name, fields, size, diameter, length -> (length + size - 1) / size);
  }

  /**
   * Cuts fields.
   *
   * @param number how many crops of a length of field lie side by side
   */
  private static CellDataset cut(
      String name,
      List<MicroscopeField> fields,
      int size,
      double diameter,
      IntUnaryOperator number) {
    List<GrayImage> images = new ArrayList<>();
    List<GrayImage> masks = new ArrayList<>();
    List<LabelImage> labels = new ArrayList<>();
    List<Integer> groups = new ArrayList<>();
    for (int group = 0; group < fields.size(); group++) {
      CellSample field = reduce(fields.get(group), size, diameter);
      LabelImage fieldLabels = field.labels().orElseThrow();
      for (int top : starts(field.image().height(), size, number)) {
        for (int left : starts(field.image().width(), size, number)) {
          images.add(field.image().window(top, left, size, size));
          masks.add(field.mask().window(top, left, size, size));
          labels.add(renumber(fieldLabels.window(top, left, size, size)));
          groups.add(group);
        }
      }
    }
    int[] counts = labels.stream().mapToInt(LabelImage::max).toArray();
    return CellDataset.of(name, images, masks)
        .withLabels(labels)
        .withCounts(counts)
        .withGroups(groups.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Brings the median cell down to a diameter, but the field to the size of a crop or more. */
  private static CellSample reduce(MicroscopeField field, int size, double diameter) {
    int height = field.image().height();
    int width = field.image().width();
    double wanted = Math.min(1, diameter / field.medianDiameter());
    double factor = Math.max(wanted, (double) size / Math.min(height, width));
    if (factor == 1) {
      return field.sample();
    }
    int reducedHeight = (int) Math.round(height * factor);
    int reducedWidth = (int) Math.round(width * factor);
    CellSample sample = field.sample();
    return new CellSample(
        reducedImage(field.image(), reducedHeight, reducedWidth),
        Resize.to(sample.mask(), reducedHeight, reducedWidth),
        Optional.of(Resize.to(field.labels(), reducedHeight, reducedWidth)));
  }

  /** Of an image of 8 bits again one: finer steps are noise that fills the disk. */
  private static GrayImage reducedImage(GrayImage image, int height, int width) {
    boolean eightBits = true;
    for (int i = 0; i < image.pixels().length && eightBits; i++) {
      eightBits = toEightBits(image.pixels()[i]) == image.pixels()[i];
    }
    GrayImage reduced = Resize.to(image, height, width);
    for (int i = 0; i < reduced.pixels().length && eightBits; i++) {
      reduced.pixels()[i] = toEightBits(reduced.pixels()[i]);
    }
    return reduced;
  }

  private static float toEightBits(float value) {
    return Math.round(value * 255) / 255f;
  }

  /** First rows (or columns) of crops, spread evenly. */
  private static int[] starts(int length, int size, IntUnaryOperator number) {
    int[] starts = new int[number.applyAsInt(length)];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = Math.round((float) (length - size) * i / (starts.length - 1));
    }
    return starts;
  }

  /** Numbers 1..n in row order; what is too small to be called a cell becomes background. */
  private static LabelImage renumber(LabelImage image) {
    Map<Integer, Integer> areas = new HashMap<>();
    for (int label : image.labels()) {
      areas.merge(label, 1, Integer::sum);
    }
    Map<Integer, Integer> numbers = new HashMap<>(Map.of(0, 0));
    int next = 1;
    int[] renumbered = new int[image.labels().length];
    for (int i = 0; i < renumbered.length; i++) {
      int label = image.labels()[i];
      if (!numbers.containsKey(label)) {
        numbers.put(label, areas.get(label) < SMALLEST_CELL ? 0 : next++);
      }
      renumbered[i] = numbers.get(label);
    }
    return new LabelImage(image.height(), image.width(), renumbered);
  }
}
