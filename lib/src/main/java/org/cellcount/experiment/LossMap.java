package org.cellcount.experiment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Locale;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.loss.Loss;
import org.cellcount.loss.PixelLoss;
import org.cellcount.ops.TorchRuntime;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a loss thinks of a mistake, pixel by pixel.
 *
 * @param loss the loss
 * @param value of the prediction with the mistake
 * @param corrected of the same prediction without it
 * @param cost by how much the value falls if this pixel of the mistake alone is put right; so
 *     defined, even losses that are no sum over pixels have a map of their value; 0 outside of the
 *     mistake
 * @param push the negative gradient with respect to the logit: above 0 a training step moves the
 *     pixel towards cell, below 0 towards background
 * @param pushOnMistake share of all push, 0..1, that falls where the mistake is
 */
public record LossMap(
    Loss loss,
    double value,
    double corrected,
    GrayImage cost,
    GrayImage push,
    double pushOnMistake) {

  /** Looks at a mistake through a loss. */
  public static LossMap of(Loss loss, Mistake mistake) {
    float[] logits = logits(mistake.probability());
    float[] right = logits(mistake.corrected());
    int height = mistake.mask().height();
    int width = mistake.mask().width();
    Shape shape = new Shape(1, 1, height, width);
    try (NDManager manager = TorchRuntime.manager()) {
      NDArray target = manager.create(mistake.mask().toGray().pixels(), shape);
      double value = value(loss, logits, target);
      boolean[] where = mistake.where().pixels();
      float[] cost = new float[logits.length];
      for (int i = 0; i < cost.length; i++) {
        if (where[i]) {
          float wrong = logits[i];
          logits[i] = right[i];
          cost[i] = (float) (value - value(loss, logits, target));
          logits[i] = wrong;
        }
      }
      GrayImage push = new GrayImage(height, width, push(loss, logits, target));
      return new LossMap(
          loss,
          value,
          value(loss, right, target),
          new GrayImage(height, width, cost),
          push,
          share(push, mistake));
    }
  }

  /** {@link #push} divided by its largest magnitude, -1..1. */
  public GrayImage relativePush() {
    return relative(push);
  }

  /** {@link #cost} divided by its largest magnitude, usually 0..1. */
  public GrayImage relativeCost() {
    return relative(cost);
  }

  private static GrayImage relative(GrayImage map) {
    GrayImage relative = map.copy();
    float[] pixels = relative.pixels();
    float largest = 0;
    for (float value : pixels) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] /= largest == 0 ? 1 : largest;
    }
    return relative;
  }

  /** The values in words. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "%s is %.4f with the mistake and %.4f without; %.0f %% of its gradient falls on the mistake.",
        loss.label(),
        value,
        corrected,
        100 * pushOnMistake);
  }

  /**
   * The values of several losses on several mistakes, loss after loss.
   *
   * @param mistakes the mistakes
   * @param maps for each mistake, one for each loss
   */
  public static Table table(List<Mistake> mistakes, List<List<LossMap>> maps) {
    StringColumn names = StringColumn.create("mistake");
    StringColumn losses = StringColumn.create("loss");
    DoubleColumn values = DoubleColumn.create("with the mistake");
    DoubleColumn corrected = DoubleColumn.create("without");
    DoubleColumn rises = DoubleColumn.create("rise");
    DoubleColumn shares = DoubleColumn.create("push on mistake");
    for (int loss = 0; loss < maps.get(0).size(); loss++) {
      for (int i = 0; i < mistakes.size(); i++) {
        LossMap map = maps.get(i).get(loss);
        names.append(mistakes.get(i).name());
        losses.append(map.loss().label());
        values.append(map.value());
        corrected.append(map.corrected());
        rises.append(map.value() - map.corrected());
        shares.append(map.pushOnMistake());
      }
    }
    return Table.create("losses", losses, names, values, corrected, rises, shares);
  }

  /**
   * The value of a loss on a prediction.
   *
   * @param probability the prediction, above 0 and below 1
   * @param mask the truth, of the same size
   */
  public static double value(PixelLoss loss, GrayImage probability, BinaryImage mask) {
    try (NDManager manager = TorchRuntime.manager()) {
      Shape shape = new Shape(1, 1, mask.height(), mask.width());
      return value(loss, logits(probability), manager.create(mask.toGray().pixels(), shape));
    }
  }

  private static double value(PixelLoss loss, float[] logits, NDArray target) {
    return TorchRuntime.withoutGradients(
        () -> {
          try (NDManager manager = target.getManager().newSubManager()) {
            NDArray x = manager.create(logits, target.getShape());
            return (double) loss.evaluate(x, target).getFloat();
          }
        });
  }

  private static float[] push(Loss loss, float[] logits, NDArray target) {
    try (NDManager manager = target.getManager().newSubManager();
        GradientCollector gradients = TorchRuntime.gradients()) {
      NDArray x = manager.create(logits, target.getShape());
      x.setRequiresGradient(true);
      TorchRuntime.backward(gradients, loss.evaluate(x, target));
      return x.getGradient().neg().toFloatArray();
    }
  }

  private static double share(GrayImage push, Mistake mistake) {
    boolean[] where = mistake.where().pixels();
    double on = 0;
    double all = 0;
    for (int i = 0; i < where.length; i++) {
      double size = Math.abs(push.pixels()[i]);
      all += size;
      on += where[i] ? size : 0;
    }
    return all == 0 ? 0 : on / all;
  }

  private static float[] logits(GrayImage probability) {
    float[] logits = new float[probability.pixels().length];
    for (int i = 0; i < logits.length; i++) {
      double p = probability.pixels()[i];
      logits[i] = (float) Math.log(p / (1 - p));
    }
    return logits;
  }
}
