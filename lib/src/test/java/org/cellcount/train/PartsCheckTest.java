package org.cellcount.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.cellcount.augment.Augmentation;
import org.cellcount.augment.Augmenter;
import org.cellcount.data.Split;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.loss.Loss;
import org.cellcount.loss.PixelLoss;
import org.cellcount.model.DjlNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be used is refused before a run begins, in a sentence that names it. */
class PartsCheckTest {
  private static final Split DATA = new Split(TestCells.discs(4, 1), TestCells.discs(2, 2));
  private static final RunConfig CONFIG =
      RunConfig.published().withBaseChannels(2).withEpochs(1).withBatchSize(4);

  @TempDir Path folder;

  private String refused(RunConfig config) {
    Path run = folder.resolve("run");
    String message =
        assertThrows(IllegalArgumentException.class, () -> new TrainingRun(config, DATA, run))
            .getMessage();
    assertFalse(Files.exists(run), "a folder was made");
    return message;
  }

  private String refused(PixelLoss loss) {
    return refused(CONFIG.withLoss(new Loss("mine", loss)));
  }

  private String refusedChange(UnaryOperator<CellSample> change) {
    Augmenter mine = Augmenter.of("mine", (sample, random) -> change.apply(sample));
    return refused(CONFIG.withAugmentation(new Augmentation("mine too", mine)));
  }

  private String refusedNetwork(IntFunction<Block> network) {
    return refused(CONFIG.withNetwork(new DjlNetwork("mine", network)));
  }

  private static Conv2d conv(int filters) {
    return Conv2d.builder()
        .setFilters(filters)
        .setKernelShape(new Shape(3, 3))
        .optPadding(new Shape(1, 1))
        .build();
  }

  @Test
  void losses() {
    assertEquals(
        "loss 'mine' gives a tensor (2, 1, 16, 16) of float32, expected a scalar of float32, such"
            + " as a mean",
        refused((logits, target) -> logits.sub(target)));
    String noGradient = "loss 'mine' has no gradient: it must be computed from the logits";
    String message = refused((logits, target) -> target.mean());
    assertTrue(message.startsWith(noGradient), message);
    message =
        refused(
            (logits, target) ->
                target.getManager().create(logits.toFloatArray()).sub(1).square().mean());
    assertTrue(message.startsWith(noGradient), message);
    message = refused((logits, target) -> logits.duplicate().square().mean());
    assertTrue(message.startsWith(noGradient), message);
    assertTrue(refused((logits, target) -> null).startsWith("loss 'mine' gives nothing"));
    message =
        refused(
            (logits, target) -> {
              throw new IllegalStateException("no such thing");
            });
    assertEquals("loss 'mine' fails on logits and target (2, 1, 16, 16): no such thing", message);
    message = refused((logits, target) -> logits.sub(logits).log().mean().mul(Float.NaN));
    assertTrue(message.startsWith("loss 'mine' gives NaN"), message);
  }

  @Test
  void augmenters() {
    String name = "augmentation 'mine too': augmenter 'mine' ";
    assertEquals(
        name + "makes 16x16 of 32x32, expected the same size",
        refusedChange(
            s ->
                new CellSample(
                    s.image().window(0, 0, 16, 16),
                    s.mask().window(0, 0, 16, 16),
                    Optional.empty())));
    assertEquals(
        name + "fails: mask of 32x32: expected 16x16",
        refusedChange(s -> new CellSample(s.image().window(0, 0, 16, 16), s.mask(), s.labels())));
    assertEquals(
        name + "gives NaN in the image, expected 0 to 1", refusedChange(s -> filled(s, Float.NaN)));
    assertEquals(
        name + "gives 1.5 in the image, expected 0 to 1", refusedChange(s -> filled(s, 1.5f)));
    assertEquals(name + "gives no sample", refusedChange(s -> null));
    assertEquals(
        name + "loses the labels of the cells",
        refusedChange(s -> new CellSample(s.image(), s.mask(), Optional.empty())));
  }

  private static CellSample filled(CellSample sample, float value) {
    GrayImage image = sample.image().copy();
    image.pixels()[5] = value;
    return new CellSample(image, sample.mask(), sample.labels());
  }

  @Test
  void networks() {
    assertEquals(
        "network 'mine' makes (2, 3, 32, 32) of images (2, 1, 32, 32), expected (2, 1, 32, 32)",
        refusedNetwork(outputs -> conv(3)));
    assertEquals(
        "network 'mine' makes (2, 1, 16, 16) of images (2, 1, 32, 32), expected (2, 1, 32, 32)",
        refusedNetwork(
            outputs ->
                new SequentialBlock()
                    .add(conv(1))
                    .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))));
    assertEquals(
        "network 'mine' has the frozen parameter 01Conv2d_weight, expected all to be trained",
        refusedNetwork(
            outputs -> {
              Conv2d frozen = conv(4);
              Block block = new SequentialBlock().add(frozen).add(conv(1));
              frozen.freezeParameters(true);
              return block;
            }));
    String message =
        refusedNetwork(
            outputs -> {
              Conv2d shared = conv(1);
              return new SequentialBlock().add(shared).add(shared);
            });
    assertTrue(message.startsWith("network 'mine' uses parameter "), message);
    assertTrue(message.endsWith(" twice, expected none to be shared"), message);
    message =
        refusedNetwork(
            outputs ->
                new SequentialBlock()
                    .add(conv(4))
                    .add(Dropout.builder().optRate(0.5f).build())
                    .add(conv(1)));
    assertTrue(message.startsWith("network 'mine' answers differently when asked twice"), message);
    assertEquals(
        "network 'mine' has no parameters to train",
        refusedNetwork(outputs -> LambdaBlock.singleton(x -> x)));
    Block used = conv(1);
    used.initialize(NDManager.newBaseManager(), DataType.FLOAT32, new Shape(1, 1, 8, 8));
    assertEquals(
        "network 'mine' gave a block in use, expected a new one", refusedNetwork(outputs -> used));
  }

  @Test
  void names() {
    for (String name : List.of("", " ", "a/b", "..", "a:b", "ü", "x".repeat(61), "a.")) {
      var e = assertThrows(IllegalArgumentException.class, () -> new Loss(name, Loss.BCE));
      assertTrue(e.getMessage().startsWith("name of the loss '" + name + "': expected"));
    }
  }
}
