package org.cellcount.testing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import org.cellcount.augment.Augmentation;
import org.cellcount.augment.Augmenter;
import org.cellcount.augment.HorizontalFlip;
import org.cellcount.count.Components;
import org.cellcount.count.Connectivity;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.loss.Loss;
import org.cellcount.model.BlockPart;
import org.cellcount.model.DjlNetwork;
import org.cellcount.model.Layer;
import org.cellcount.model.UNet;
import org.cellcount.ops.TorchOps;
import org.cellcount.target.CountingMethod;

/** Parts that a reader might bring. */
public final class Own {
  /** A loss over NDArrays. */
  public static final Loss LOSS =
      new Loss(
          "squared error",
          (logits, target) -> Activation.sigmoid(logits).sub(target).square().mean());

  /** An augmenter among ours. */
  public static final Augmentation AUGMENTATION =
      new Augmentation("flips + shade", new HorizontalFlip(0.5), shade());

  /** A block of squeeze and excitation in our U-Net. */
  public static final UNet SQUEEZING =
      UNet.PLAIN.withBlock("SE U-Net", squeezing()).withBaseChannels(4);

  /** A whole U-Net in plain DJL. */
  public static final DjlNetwork DJL_UNET =
      new DjlNetwork("U-Net in plain DJL", outputs -> unet(4, outputs));

  /** A way of counting. */
  public static final CountingMethod COUNTING =
      new CountingMethod(
          "eight neighbours",
          maps -> Components.label(maps.foreground().above(0.5), Connectivity.EIGHT));

  private Own() {}

  private static Augmenter shade() {
    return Augmenter.of(
        "shade",
        (sample, random) -> {
          GrayImage image = sample.image().copy();
          float factor = 1 - random.nextFloat() / 2;
          for (int i = 0; i < image.pixels().length; i++) {
            image.pixels()[i] *= factor;
          }
          return new CellSample(image, sample.mask(), sample.labels());
        });
  }

  /** Every channel is scaled by a number that depends on the means of all. */
  public static BlockPart squeezing() {
    return (layers, name, in, out) -> {
      Layer block = BlockPart.DOUBLE_CONV.build(layers, name, in, out);
      Layer squeeze = layers.conv(name + ".squeeze", out, out / 2, 1);
      Layer excite = layers.conv(name + ".excite", out / 2, out, 1);
      return block.then(
          (x, pass) -> {
            NDArray means = TorchOps.relu(squeeze.forward(TorchOps.globalMean(x), pass));
            return x.mul(Activation.sigmoid(excite.forward(means, pass)));
          });
    };
  }

  /** A U-Net of three levels. */
  public static Block unet(int channels, int outputs) {
    return new SequentialBlock().add(level(channels, 3)).add(conv(outputs, 1));
  }

  private static Block level(int channels, int depth) {
    if (depth == 0) {
      return twice(channels);
    }
    Block below =
        new SequentialBlock()
            .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
            .add(level(2 * channels, depth - 1))
            .add(conv(4 * channels, 1))
            .addSingleton(Own::spread);
    Block skip =
        new ParallelBlock(
            both ->
                new NDList(NDArrays.concat(new NDList(both.get(0).head(), both.get(1).head()), 1)),
            List.of(Blocks.identityBlock(), below));
    return new SequentialBlock().add(twice(channels)).add(skip).add(twice(channels));
  }

  private static Block twice(int channels) {
    SequentialBlock block = new SequentialBlock();
    for (int i = 0; i < 2; i++) {
      block.add(conv(channels, 3)).add(BatchNorm.builder().build()).add(Activation.reluBlock());
    }
    return block;
  }

  private static Block conv(int channels, int kernel) {
    return Conv2d.builder()
        .setFilters(channels)
        .setKernelShape(new Shape(kernel, kernel))
        .optPadding(new Shape(kernel / 2, kernel / 2))
        .build();
  }

  /** (N, 4 C, H, W) to (N, C, 2 H, 2 W): four channels become the four pixels of a square. */
  private static NDArray spread(NDArray x) {
    Shape s = x.getShape();
    return x.reshape(s.get(0), s.get(1) / 4, 2, 2, s.get(2), s.get(3))
        .transpose(0, 1, 4, 2, 5, 3)
        .reshape(s.get(0), s.get(1) / 4, 2 * s.get(2), 2 * s.get(3));
  }
}
