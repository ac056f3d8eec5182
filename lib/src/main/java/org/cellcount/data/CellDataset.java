package org.cellcount.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.cellcount.count.Components;
import org.cellcount.count.Connectivity;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * Images of one size with their masks and, where known, labels, true counts and groups. A group is
 * the source an image was cut from (one microscope image): images of one group look alike, so a
 * split never cuts through it. Immutable; images are shared, not copied.
 */
public final class CellDataset {
  private final String name;
  private final List<GrayImage> images;
  private final List<GrayImage> masks;
  private final Optional<List<LabelImage>> labels;
  private final Optional<int[]> counts;
  private final Optional<int[]> groups;

  private CellDataset(
      String name,
      List<GrayImage> images,
      List<GrayImage> masks,
      Optional<List<LabelImage>> labels,
      Optional<int[]> counts,
      Optional<int[]> groups) {
    this.name = name;
    this.images = images;
    this.masks = masks;
    this.labels = labels;
    this.counts = counts;
    this.groups = groups;
  }

  /**
   * A data set of images and masks alone: every image is a group of its own.
   *
   * @param name what to call it in messages and tables
   * @param images intensities, finite, 0..1 unless normalised
   * @param masks foreground, 0..1, possibly soft, one for each image
   * @throws IllegalArgumentException if there is no image, the numbers or sizes differ, or a value
   *     is out of range
   */
  public static CellDataset of(String name, List<GrayImage> images, List<GrayImage> masks) {
    if (images.isEmpty()) {
      throw new IllegalArgumentException(name + " holds no images, expected at least 1");
    }
    DatasetChecks.number(name, "masks", masks.size(), images.size());
    GrayImage first = images.get(0);
    for (int i = 0; i < images.size(); i++) {
      GrayImage image = images.get(i);
      DatasetChecks.size(name, "image", i, image.height(), image.width(), first);
      GrayImage mask = masks.get(i);
      DatasetChecks.size(name, "mask", i, mask.height(), mask.width(), first);
      DatasetChecks.values(name, i, image, mask);
    }
    return ofChecked(name, images, masks);
  }

  /** The same for images and masks whose number, sizes and values are known to be right. */
  static CellDataset ofChecked(String name, List<GrayImage> images, List<GrayImage> masks) {
    return new CellDataset(
        name,
        List.copyOf(images),
        List.copyOf(masks),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The same with the label of every cell.
   *
   * @throws IllegalArgumentException if the number or the size differs from the images'
   */
  public CellDataset withLabels(List<LabelImage> labels) {
    DatasetChecks.number(name, "label images", labels.size(), size());
    for (int i = 0; i < size(); i++) {
      LabelImage image = labels.get(i);
      DatasetChecks.size(name, "label image", i, image.height(), image.width(), images.get(0));
    }
    return new CellDataset(name, images, masks, Optional.of(List.copyOf(labels)), counts, groups);
  }

  /**
   * The same with known true counts.
   *
   * @throws IllegalArgumentException if their number differs from the images' or one is negative
   */
  public CellDataset withCounts(int... counts) {
    DatasetChecks.number(name, "counts", counts.length, size());
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 0) {
        throw new IllegalArgumentException(
            name + ": count " + i + " is " + counts[i] + ", expected 0 or more");
      }
    }
    return new CellDataset(name, images, masks, labels, Optional.of(counts.clone()), groups);
  }

  /**
   * The same with the source of each image.
   *
   * @throws IllegalArgumentException if their number differs from the images'
   */
  public CellDataset withGroups(int... groups) {
    DatasetChecks.number(name, "groups", groups.length, size());
    return new CellDataset(name, images, masks, labels, counts, Optional.of(groups.clone()));
  }

  /** The same under another name. */
  public CellDataset withName(String name) {
    return new CellDataset(name, images, masks, labels, counts, groups);
  }

  /** The same with every image replaced, as by a normalisation; masks and the rest stay. */
  public CellDataset mapImages(UnaryOperator<GrayImage> operator) {
    CellDataset mapped = of(name, images.stream().map(operator).toList(), masks);
    return new CellDataset(name, mapped.images, masks, labels, counts, groups);
  }

  /** What to call it in messages and tables. */
  public String name() {
    return name;
  }

  /** Number of images, at least 1. */
  public int size() {
    return images.size();
  }

  /** Rows of every image. */
  public int height() {
    return images.get(0).height();
  }

  /** Columns of every image. */
  public int width() {
    return images.get(0).width();
  }

  /** The image at an index. */
  public GrayImage image(int index) {
    return images.get(index);
  }

  /** Every image, in order. */
  public List<GrayImage> images() {
    return images;
  }

  /** The mask at an index. */
  public GrayImage mask(int index) {
    return masks.get(index);
  }

  /** Whether the label of every cell is known. */
  public boolean hasLabels() {
    return labels.isPresent();
  }

  /** The labels at an index, empty if the data came without. */
  public Optional<LabelImage> labels(int index) {
    return labels.map(all -> all.get(index));
  }

  /**
   * The cells of an image: its labels, or where the data came without, the 4-connected components
   * of its mask above 0.5, in which cells that touch are one.
   */
  public LabelImage cells(int index) {
    return labels(index)
        .orElseGet(() -> Components.label(mask(index).above(0.5), Connectivity.FOUR));
  }

  /** Whether the source of each image is known. */
  public boolean hasGroups() {
    return groups.isPresent();
  }

  /** The source of an image; its own index where sources are not known. */
  public int group(int index) {
    return groups.map(all -> all[index]).orElse(index);
  }

  /** Where {@link #trueCount} comes from. */
  public CountSource countSource() {
    if (counts.isPresent()) {
      return CountSource.COUNTS;
    }
    return hasLabels() ? CountSource.LABELS : CountSource.MASK_COMPONENTS;
  }

  /** The true number of cells in an image, by {@link #countSource}. */
  public int trueCount(int index) {
    return counts.map(all -> all[index]).orElseGet(() -> cells(index).count());
  }

  /** The true number of cells in every image. */
  public int[] trueCounts() {
    return counts
        .map(int[]::clone)
        .orElseGet(() -> IntStream.range(0, size()).parallel().map(this::trueCount).toArray());
  }

  /** An image with its mask and labels. */
  public CellSample sample(int index) {
    return new CellSample(image(index), mask(index), labels(index));
  }

  /**
   * The images at some indices, in that order; counts keep their source.
   *
   * @throws IllegalArgumentException if there is no index
   * @throws IndexOutOfBoundsException if an index is out of range
   */
  public CellDataset subset(int... indices) {
    if (indices.length == 0) {
      throw new IllegalArgumentException("subset of " + name + " is empty, expected an image");
    }
    return new CellDataset(
        name,
        pick(images, indices),
        pick(masks, indices),
        labels.map(all -> pick(all, indices)),
        counts.map(all -> pick(all, indices)),
        groups.map(all -> pick(all, indices)));
  }

  /**
   * The first images, all of them if there are fewer.
   *
   * @param number how many, at least 1
   */
  public CellDataset first(int number) {
    return subset(IntStream.range(0, Math.min(number, size())).toArray());
  }

  /**
   * Cuts the set in two. No group is on both sides; the validation part is as near to the wanted
   * size as whole groups allow; same seed, same split.
   *
   * @param validationShare share of images to validate on, above 0 and below 1
   * @param seed picks the groups
   * @throws IllegalArgumentException if the share is out of range or there is only one group
   */
  public Split split(double validationShare, long seed) {
    if (!(validationShare > 0 && validationShare < 1)) {
      throw new IllegalArgumentException(
          "validation share " + validationShare + ", expected above 0 and below 1");
    }
    int[] groupOf = IntStream.range(0, size()).map(this::group).toArray();
    BitSet validation = GroupSplit.choose(name, groupOf, validationShare, seed);
    BitSet training = new BitSet();
    training.set(0, size());
    training.andNot(validation);
    return new Split(
        subset(training.stream().toArray()).withName(name + " (training)"),
        subset(validation.stream().toArray()).withName(name + " (validation)"));
  }

  @Override
  public String toString() {
    return name + ": " + size() + " images of " + height() + "x" + width();
  }

  private static <T> List<T> pick(List<T> all, int[] indices) {
    List<T> picked = new ArrayList<>(indices.length);
    for (int index : indices) {
      picked.add(all.get(index));
    }
    return List.copyOf(picked);
  }

  private static int[] pick(int[] all, int[] indices) {
    return Arrays.stream(indices).map(i -> all[i]).toArray();
  }
}
