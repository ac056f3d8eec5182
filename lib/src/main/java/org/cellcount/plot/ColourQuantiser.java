package org.cellcount.plot;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Reduces a figure to a palette, which halves its PNG: a notebook full of figures stays below 1 MB.
 * Java's own quantiser, in its GIF writer, leaves 16 shades of gray where there are colours too.
 * The colours are split into boxes along their longest side and each box gets its mean (after
 * Heckbert, "Color image quantization for frame buffer display", SIGGRAPH 1982).
 */
final class ColourQuantiser {
  static final int COLOURS = 160;

  private static final int[] CHANNELS = {24, 16, 8, 0};

  private ColourQuantiser() {}

  /** A figure in at most so many colours, 2 to 256; transparent ones are colours too. */
  static BufferedImage reduced(BufferedImage figure, int colours) {
    int width = figure.getWidth();
    int height = figure.getHeight();
    int[] pixels = figure.getRGB(0, 0, width, height, null, 0, width);
    Map<Integer, Integer> counts = new HashMap<>();
    Arrays.stream(pixels).forEach(pixel -> counts.merge(pixel, 1, Integer::sum));
    List<Box> boxes = boxes(counts, colours);
    int[] palette = boxes.stream().mapToInt(Box::mean).toArray();
    Map<Integer, Integer> indices = new HashMap<>();
    for (int i = 0; i < palette.length; i++) {
      for (Shade shade : boxes.get(i).shades()) {
        indices.put(shade.colour(), i);
      }
    }
    boolean transparent = figure.getColorModel().hasAlpha();
    BufferedImage reduced =
        new BufferedImage(
            width,
            height,
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, palette.length, palette, 0, transparent, -1, 0));
    Arrays.setAll(pixels, i -> indices.get(pixels[i]));
    reduced.getRaster().setPixels(0, 0, width, height, pixels);
    return reduced;
  }

  /** In the order of their colours: a PNG is smaller where similar colours are neighbours. */
  private static List<Box> boxes(Map<Integer, Integer> counts, int number) {
    List<Shade> shades = new ArrayList<>();
    counts.forEach((colour, count) -> shades.add(new Shade(colour, count)));
    List<Box> boxes = new ArrayList<>(List.of(Box.of(shades)));
    while (boxes.size() < Math.min(number, shades.size())) {
      Box largest = boxes.stream().max(Comparator.comparingDouble(Box::priority)).orElseThrow();
      boxes.remove(largest);
      boxes.add(largest.part(value -> value <= largest.middle()));
      boxes.add(largest.part(value -> value > largest.middle()));
    }
    boxes.sort(Comparator.comparingInt(Box::mean));
    return boxes;
  }

  /** A colour and how many pixels have it. */
  private record Shade(int colour, int count) {}

  /** Colours that will become one, and the channel in which they differ most. */
  private record Box(List<Shade> shades, int channel, int middle, int length) {
    static Box of(List<Shade> shades) {
      Box box = new Box(shades, 0, 0, 0);
      for (int channel : CHANNELS) {
        IntSummaryStatistics values =
            shades.stream().mapToInt(s -> s.colour() >> channel & 0xFF).summaryStatistics();
        int length = values.getMax() - values.getMin();
        if (length > box.length) {
          box = new Box(shades, channel, (values.getMax() + values.getMin()) / 2, length);
        }
      }
      return box;
    }

    double priority() {
      return length * Math.cbrt(pixels());
    }

    private int pixels() {
      return shades.stream().mapToInt(Shade::count).sum();
    }

    Box part(IntPredicate chosen) {
      return of(shades.stream().filter(s -> chosen.test(s.colour() >> channel & 0xFF)).toList());
    }

    int mean() {
      int mean = 0;
      for (int shift : CHANNELS) {
        double sum =
            shades.stream()
                .mapToDouble(s -> (double) (s.colour() >> shift & 0xFF) * s.count())
                .sum();
        mean |= (int) Math.round(sum / pixels()) << shift;
      }
      return mean;
    }
  }
}
