package org.cellcount.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import org.cellcount.image.GrayImage;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PixelInfluenceTest {
  private static final int HEIGHT = 256;
  private static final int WIDTH = 48;

  private static GrayImage noise() {
    Random random = new Random(1);
    GrayImage image = GrayImage.zeros(HEIGHT, WIDTH);
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] = random.nextFloat();
    }
    return image;
  }

  /** The exact set of logits: the rows that may move are those that do. */
  @ParameterizedTest
  @FieldSource("org.cellcount.model.Network#OURS")
  void logitsMoveWithinTheReceptiveFieldOnly(UNet architecture) {
    ModelConfig config = ModelConfig.of(architecture.withBaseChannels(2));
    GrayImage image = noise();
    try (SegmentationModel model =
        SegmentationModel.create(config, Device.cpu(), Precision.BF16, 4)) {
      PixelInfluence influence = PixelInfluence.of(model, image, 120, 20, 1000);
      Span rows = influence.rows(0);
      HostTensor one = new HostTensor(new Shape(1, 1, 1, 1), new float[1]);
      Span may = new FeatureMap("dec1", UNet.PLAIN, one).seeing(120, HEIGHT);
      assertEquals(new Span(18, 221), may);
      assertTrue(rows.first() >= may.first() && rows.last() <= may.last(), rows + " of " + may);
      // A pooled or rectified value can hide the outermost pixels.
      assertTrue(rows.length() > 0.7 * may.length(), rows + " of " + may);
      Span strongly = influence.rows(0.1);
      assertTrue(
          strongly.contains(120) && strongly.length() < rows.length(), "strongly " + strongly);
      assertEquals(noise(), image);
    }
  }

  @Test
  void sharesAndDecadesAreOfTheLargestChange() {
    GrayImage change = GrayImage.zeros(4, 5);
    change.pixels()[1 * 5 + 2] = 2;
    change.pixels()[2 * 5 + 4] = 0.02f;
    PixelInfluence influence = new PixelInfluence(change);
    assertEquals(2, influence.largest());
    assertEquals(new Span(1, 2), influence.rows(0));
    assertEquals(new Span(2, 4), influence.columns(0));
    assertEquals(new Span(1, 1), influence.rows(0.1));
    assertEquals(new Span(2, 2), influence.columns(0.1));
    GrayImage decades = influence.decades();
    assertEquals(0, decades.get(1, 2));
    assertEquals(-2, decades.get(2, 4), 1e-6);
    assertEquals(Float.NEGATIVE_INFINITY, decades.get(0, 0));
  }

  @Test
  void nothingMovedIsSaid() {
    PixelInfluence none = new PixelInfluence(GrayImage.zeros(4, 4));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> none.rows(0));
    assertEquals("no logit moved", error.getMessage());
  }
}
