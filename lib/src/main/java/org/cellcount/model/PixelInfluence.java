package org.cellcount.model;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.cellcount.image.GrayImage;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.Precision;

/**
 * How far one pixel of an image reaches: by how much every logit moves when it alone changes. Where
 * logits move at all is the theoretical receptive field, where they move much the effective one
 * (Luo et al. 2016, <a href="https://arxiv.org/abs/1701.04128">arXiv:1701.04128</a>).
 *
 * @param change of each logit, 0 or more
 */
public record PixelInfluence(GrayImage change) {

  /**
   * Changes one pixel and compares the logits.
   *
   * @param model gray images in, one map out
   * @param image of height and width of at least the network's stride
   * @param row of the pixel
   * @param column of the pixel
   * @param value what the pixel becomes
   */
  public static PixelInfluence of(
      SegmentationModel model, GrayImage image, int row, int column, float value) {
    GrayImage changed = image.copy();
    changed.pixels()[row * image.width() + column] = value;
    // In 16 bits, whatever the model uses, small changes would be lost.
    try (InferenceModel exact = new InferenceModel(model, Precision.FP32)) {
      HostTensor logits = exact.logits(HostTensor.ofImages(List.of(image, changed)));
      GrayImage before = logits.map(0, 0);
      GrayImage after = logits.map(1, 0);
      for (int i = 0; i < after.pixels().length; i++) {
        after.pixels()[i] = Math.abs(after.pixels()[i] - before.pixels()[i]);
      }
      return new PixelInfluence(after);
    }
  }

  /** The largest change. */
  public double largest() {
    double largest = 0;
    for (float value : change.pixels()) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  /**
   * First and last row with a logit that moved.
   *
   * @param share of the largest change that a logit has to move by more than, 0..1; 0 for any move
   * @throws IllegalArgumentException if no logit moved
   */
  public Span rows(double share) {
    return span(change.height(), row -> moved(share, row * change.width(), 1, change.width()));
  }

  /** First and last column with a logit that moved; see {@link #rows}. */
  public Span columns(double share) {
    return span(change.width(), column -> moved(share, column, change.width(), change.height()));
  }

  private boolean moved(double share, int start, int step, int number) {
    double least = share * largest();
    return IntStream.range(0, number).anyMatch(i -> change.pixels()[start + i * step] > least);
  }

  private static Span span(int length, IntPredicate moved) {
    int[] all = IntStream.range(0, length).filter(moved).toArray();
    if (all.length == 0) {
      throw new IllegalArgumentException("no logit moved");
    }
    return new Span(all[0], all[all.length - 1]);
  }

  /** The changes in powers of ten: log10(change / largest), at most 0, minus infinity for none. */
  public GrayImage decades() {
    GrayImage decades = GrayImage.zeros(change.height(), change.width());
    double largest = largest();
    for (int i = 0; i < decades.pixels().length; i++) {
      decades.pixels()[i] = (float) Math.log10(change.pixels()[i] / largest);
    }
    return decades;
  }
}
