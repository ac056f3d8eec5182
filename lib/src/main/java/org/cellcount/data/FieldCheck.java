package org.cellcount.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellcount.image.LabelImage;

/**
 * What is odd about the cells of a labelled image: what people's label images go wrong in.
 *
 * @param id the image
 * @param cells number of cells
 * @param diameter of the median cell, in pixels
 * @param odd a sentence each; none if nothing is
 */
public record FieldCheck(String id, int cells, double diameter, List<String> odd) {
  private static final int SMALLEST_PIECE = 10;
  private static final double BLOB = 0.25;
  private static final double DENSITY_FACTOR = 8;
  private static final double SIZE_FACTOR = 3;
  private static final int MOST_NAMED = 5;

  /** Copies the list. */
  public FieldCheck {
    odd = List.copyOf(odd);
  }

  /**
   * Looks at images one by one, and at each beside the others.
   *
   * @return in the same order
   */
  public static List<FieldCheck> of(List<MicroscopeField> fields) {
    double[] densities = fields.stream().mapToDouble(FieldCheck::density).sorted().toArray();
    double[] diameters =
        fields.stream().mapToDouble(MicroscopeField::medianDiameter).sorted().toArray();
    List<FieldCheck> checks = new ArrayList<>();
    for (MicroscopeField field : fields) {
      List<String> odd = new ArrayList<>(odd(field));
      if (fields.size() > 2 && field.count() > 0) {
        compare(field, densities[fields.size() / 2], diameters[fields.size() / 2], odd);
      }
      checks.add(new FieldCheck(field.id(), field.count(), field.medianDiameter(), odd));
    }
    return checks;
  }

  /** Whether a single cell covers more than a quarter of the image, as a mask of all cells does. */
  static boolean isOneBlob(MicroscopeField field) {
    int[] labels = field.labels().labels();
    return field.count() == 1
        && IntStream.of(labels).filter(label -> label > 0).count() > BLOB * labels.length;
  }

  private static double density(MicroscopeField field) {
    return field.count() / ((double) field.image().height() * field.image().width());
  }

  private static void compare(
      MicroscopeField field, double density, double diameter, List<String> odd) {
    double more = density(field) / density;
    if (more > DENSITY_FACTOR || more < 1 / DENSITY_FACTOR) {
      odd.add(
          String.format(
              Locale.ROOT,
              "%d cells; the median image would have %.0f at its size",
              field.count(),
              field.count() / more));
    }
    double larger = field.medianDiameter() / diameter;
    if (larger > SIZE_FACTOR || larger < 1 / SIZE_FACTOR) {
      odd.add(
          String.format(
              Locale.ROOT,
              "cells of %.0f pixels across; of %.0f in the median image",
              field.medianDiameter(),
              diameter));
    }
  }

  private static List<String> odd(MicroscopeField field) {
    if (field.count() == 0) {
      return List.of("no cell");
    }
    List<String> odd = new ArrayList<>();
    Map<Integer, List<Integer>> pieces = pieces(field.labels());
    List<Integer> cut = new ArrayList<>();
    List<Integer> small = new ArrayList<>();
    List<Integer> blobs = new ArrayList<>();
    int pixels = field.labels().labels().length;
    pieces.forEach(
        (label, areas) -> {
          int area = areas.stream().mapToInt(Integer::intValue).sum();
          if (areas.stream().filter(piece -> piece >= SMALLEST_PIECE).count() > 1) {
            cut.add(label);
          }
          if (area < SMALLEST_PIECE) {
            small.add(label);
          }
          if (area > BLOB * pixels) {
            blobs.add(label);
          }
        });
    name(cut, "cells lie in several pieces", odd);
    name(small, "cells have less than " + SMALLEST_PIECE + " pixels and are not counted", odd);
    name(blobs, "cells cover more than a quarter of the image: background, or many in one", odd);
    if (!isBrighter(field)) {
      odd.add("no brighter in its cells than between them: labels of another image, or dark cells");
    }
    return odd;
  }

  private static void name(List<Integer> labels, String what, List<String> odd) {
    if (!labels.isEmpty()) {
      String named =
          labels.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
      String more = labels.size() > MOST_NAMED ? ", ..." : "";
      odd.add(labels.size() + " " + what + " (" + named + more + ")");
    }
  }

  /** The areas of the connected pieces of each label, 8-connected. */
  private static Map<Integer, List<Integer>> pieces(LabelImage image) {
    int width = image.width();
    int[] labels = image.labels();
    boolean[] seen = new boolean[labels.length];
    Map<Integer, List<Integer>> pieces = new TreeMap<>();
    Deque<Integer> open = new ArrayDeque<>();
    for (int start = 0; start < labels.length; start++) {
      if (labels[start] == 0 || seen[start]) {
        continue;
      }
      int area = 0;
      seen[start] = true;
      open.push(start);
      while (!open.isEmpty()) {
        int pixel = open.pop();
        area++;
        for (int row = Math.max(0, pixel / width - 1);
            row <= Math.min(image.height() - 1, pixel / width + 1);
            row++) {
          for (int column = Math.max(0, pixel % width - 1);
              column <= Math.min(width - 1, pixel % width + 1);
              column++) {
            int next = row * width + column;
            if (!seen[next] && labels[next] == labels[start]) {
              seen[next] = true;
              open.push(next);
            }
          }
        }
      }
      pieces.computeIfAbsent(labels[start], label -> new ArrayList<>()).add(area);
    }
    return pieces;
  }

  private static boolean isBrighter(MicroscopeField field) {
    double[] sums = new double[2];
    long[] pixels = new long[2];
    for (int i = 0; i < field.image().pixels().length; i++) {
      int inside = field.labels().labels()[i] == 0 ? 0 : 1;
      sums[inside] += field.image().pixels()[i];
      pixels[inside]++;
    }
    return pixels[0] == 0 || sums[1] / pixels[1] > sums[0] / pixels[0];
  }
}
