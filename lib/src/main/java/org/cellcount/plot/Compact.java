package org.cellcount.plot;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reduces a figure to at most 160 colours, which halves its PNG: the colours are split into boxes
 * along their longest side and each box gets its mean (after Heckbert, "Color image quantization
 * for frame buffer display", SIGGRAPH 1982).
 */
final class Compact {
  static final int COLOURS = 160;

  private Compact() {}

  static BufferedImage of(BufferedImage image) {
    return of(image, COLOURS);
  }

  static BufferedImage of(BufferedImage image, int colours) {
    int width = image.getWidth();
    int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    List<Box> boxes = boxes(pixels, colours);
    int[] palette = new int[colours];
    Map<Integer, Integer> indices = new HashMap<>();
    for (int index = 0; index < boxes.size(); index++) {
      palette[index] = boxes.get(index).mean();
      for (int colour : boxes.get(index).colours) {
        indices.put(colour, index);
      }
    }
    BufferedImage compact =
        new BufferedImage(
            width,
            image.getHeight(),
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, colours, palette, 0, false, -1, 0));
    int[] indexed = new int[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      boolean repeats = i > 0 && pixels[i] == pixels[i - 1];
      indexed[i] = repeats ? indexed[i - 1] : indices.get(pixels[i]);
    }
    compact.getRaster().setPixels(0, 0, width, image.getHeight(), indexed);
    return compact;
  }

  private static List<Box> boxes(int[] pixels, int number) {
    int[] sorted = pixels.clone();
    Arrays.sort(sorted);
    int[] colours = Arrays.stream(sorted).distinct().toArray();
    int[] counts = new int[colours.length];
    int at = 0;
    for (int pixel : sorted) {
      at += colours[at] == pixel ? 0 : 1;
      counts[at]++;
    }
    List<Box> boxes = new ArrayList<>(List.of(new Box(colours, counts)));
    while (boxes.size() < number) {
      Box largest = boxes.get(0);
      for (Box box : boxes) {
        largest = box.priority > largest.priority ? box : largest;
      }
      if (largest.priority == 0) {
        break;
      }
      boxes.remove(largest);
      boxes.add(largest.half(true));
      boxes.add(largest.half(false));
    }
    return boxes;
  }

  /** Colours that will become one. */
  private static final class Box {
    private final int[] colours;
    private final int[] counts;
    private final double priority;
    private int shift;
    private double middle;

    Box(int[] colours, int[] counts) {
      this.colours = colours;
      this.counts = counts;
      int longest = 0;
      for (int channel = 0; channel <= 16; channel += 8) {
        int low = 255;
        int high = 0;
        for (int colour : colours) {
          low = Math.min(low, colour >> channel & 0xFF);
          high = Math.max(high, colour >> channel & 0xFF);
        }
        if (high - low > longest) {
          longest = high - low;
          shift = channel;
          middle = (low + high) / 2.0;
        }
      }
      priority = longest * Math.cbrt(Arrays.stream(counts).sum());
    }

    Box half(boolean upper) {
      int[] chosen = new int[colours.length];
      int[] chosenCounts = new int[colours.length];
      int size = 0;
      for (int i = 0; i < colours.length; i++) {
        if ((colours[i] >> shift & 0xFF) > middle == upper) {
          chosen[size] = colours[i];
          chosenCounts[size++] = counts[i];
        }
      }
      return new Box(Arrays.copyOf(chosen, size), Arrays.copyOf(chosenCounts, size));
    }

    int mean() {
      int mean = 0;
      long total = Arrays.stream(counts).asLongStream().sum();
      for (int channel = 0; channel <= 16; channel += 8) {
        long sum = 0;
        for (int i = 0; i < colours.length; i++) {
          sum += (long) (colours[i] >> channel & 0xFF) * counts[i];
        }
        mean |= (int) ((sum + total / 2) / total) << channel;
      }
      return mean;
    }
  }
}
