package org.cellcount.testing;

import java.util.Random;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/** Small images written as text, one string a row, and random ones. */
public final class Grids {
  private Grids() {}

  /** Foreground is {@code #}, background anything else. */
  public static BinaryImage mask(String... rows) {
    boolean[] pixels = new boolean[rows.length * rows[0].length()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = at(rows, i) == '#';
    }
    return new BinaryImage(rows.length, rows[0].length(), pixels);
  }

  /** Labels 1 to 9 as digits, then 10 and so on as small letters; background is {@code .}. */
  public static LabelImage labels(String... rows) {
    int[] labels = new int[rows.length * rows[0].length()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = at(rows, i) == '.' ? 0 : Character.digit(at(rows, i), 36);
    }
    return new LabelImage(rows.length, rows[0].length(), labels);
  }

  /** Values 0 to 9 as digits; {@code .} is 0. */
  public static GrayImage values(String... rows) {
    GrayImage values = GrayImage.zeros(rows.length, rows[0].length());
    for (int i = 0; i < values.pixels().length; i++) {
      values.pixels()[i] = at(rows, i) == '.' ? 0 : Character.digit(at(rows, i), 10);
    }
    return values;
  }

  private static char at(String[] rows, int i) {
    return rows[i / rows[0].length()].charAt(i % rows[0].length());
  }

  /** Labels as {@link #labels} reads them, one line a row. */
  public static String text(LabelImage labels) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < labels.labels().length; i++) {
      int label = labels.labels()[i];
      text.append(label == 0 ? '.' : Character.forDigit(label, 36));
      text.append((i + 1) % labels.width() == 0 ? "\n" : "");
    }
    return text.toString();
  }

  /** Pixels that are foreground with a probability, each on its own. */
  public static BinaryImage random(Random random, int height, int width, double share) {
    boolean[] pixels = new boolean[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextDouble() < share;
    }
    return new BinaryImage(height, width, pixels);
  }

  /** Discs of 2 to 7 pixels radius that touch, overlap and are cut by the border. */
  public static BinaryImage discs(Random random, int height, int width, int number) {
    boolean[] pixels = new boolean[height * width];
    for (int n = 0; n < number; n++) {
      double radius = 2 + 5 * random.nextDouble();
      double y = random.nextDouble() * height;
      double x = random.nextDouble() * width;
      for (int i = 0; i < pixels.length; i++) {
        int row = i / width;
        pixels[i] |= Math.hypot(row - y, i % width - x) < radius;
      }
    }
    return new BinaryImage(height, width, pixels);
  }

  /** A map that is above 0.5 exactly in a mask, with noise on both sides. */
  public static GrayImage probability(Random random, BinaryImage mask) {
    GrayImage map = GrayImage.zeros(mask.height(), mask.width());
    for (int i = 0; i < map.pixels().length; i++) {
      float noise = 0.49f * random.nextFloat();
      map.pixels()[i] = mask.pixels()[i] ? 1 - noise : noise;
    }
    return map;
  }

  /** Labels 0..max at random, each as likely. */
  public static LabelImage randomLabels(Random random, int height, int width, int max) {
    int[] labels = new int[height * width];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(max + 1);
    }
    return new LabelImage(height, width, labels);
  }
}
