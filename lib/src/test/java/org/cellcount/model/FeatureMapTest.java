package org.cellcount.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.cellcount.image.GrayImage;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeatureMapTest {
  private static final int HEIGHT = 256;
  private static final int WIDTH = 16;

  /** Rows at either end that the middle row cannot depend on. */
  private static final int MARGIN = 20;

  private static SegmentationModel create(Architecture architecture) {
    return SegmentationModel.create(
        ModelConfig.of(architecture, 2), Device.cpu(), Precision.FP32, 4);
  }

  private static HostTensor noise(int height, int width) {
    Random random = new Random(1);
    float[] values = new float[height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return new HostTensor(new Shape(1, 1, height, width), values);
  }

  @ParameterizedTest
  @EnumSource
  void levelsGoDownAndUpAgain(Architecture architecture) {
    try (SegmentationModel model = create(architecture)) {
      List<FeatureMap> maps = model.activations(noise(32, 48));
      assertEquals(
          List.of("enc1", "enc2", "enc3", "enc4", "bottleneck", "dec4", "dec3", "dec2", "dec1"),
          maps.stream().map(FeatureMap::level).toList());
      int[] channels = {2, 4, 8, 16, 32, 16, 8, 4, 2};
      for (int i = 0; i < channels.length; i++) {
        FeatureMap map = maps.get(i);
        Shape expected = new Shape(1, channels[i], 32 / map.scale(), 48 / map.scale());
        assertEquals(expected, map.values().shape(), map.level());
      }
    }
  }

  /** Changes a different pixel of a column in each image and sees which move the middle row. */
  @ParameterizedTest
  @EnumSource
  void theReceptiveFieldIsWhatAPixelDependsOn(Architecture architecture) {
    HostTensor image = noise(HEIGHT, WIDTH);
    int area = HEIGHT * WIDTH;
    int changes = HEIGHT - 2 * MARGIN;
    float[] values = new float[(changes + 1) * area];
    for (int i = 0; i <= changes; i++) {
      System.arraycopy(image.values(), 0, values, i * area, area);
      values[i * area + (i + MARGIN) * WIDTH + WIDTH / 2] += i < changes ? 100 : 0;
    }
    HostTensor images = new HostTensor(new Shape(changes + 1, 1, HEIGHT, WIDTH), values);
    try (SegmentationModel model = create(architecture)) {
      for (FeatureMap map : model.activations(images)) {
        int[] seeing =
            IntStream.range(0, changes)
                .filter(i -> middleRowDiffers(map.values(), i, changes))
                .toArray();
        int seen = seeing[seeing.length - 1] - seeing[0] + 1;
        int field = map.receptiveField();
        // A pooled or rectified value can hide the outermost pixels.
        assertTrue(
            seen <= field && seen > 0.7 * field,
            map.level() + " sees " + seen + " rows, expected " + field);
      }
    }
  }

  private static boolean middleRowDiffers(HostTensor maps, int a, int b) {
    for (int c = 0; c < maps.shape().get(1); c++) {
      GrayImage first = maps.map(a, c);
      GrayImage second = maps.map(b, c);
      int row = first.height() / 2;
      for (int column = 0; column < first.width(); column++) {
        if (first.get(row, column) != second.get(row, column)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void onlyAttentionGatesHaveAttention() {
    try (SegmentationModel attention = create(Architecture.ATTENTION_UNET);
        SegmentationModel unet = create(Architecture.UNET)) {
      List<FeatureMap> maps = attention.attention(noise(35, 48));
      assertEquals(
          List.of("attn4", "attn3", "attn2", "attn1"),
          maps.stream().map(FeatureMap::level).toList());
      assertEquals(List.of(8, 4, 2, 1), maps.stream().map(FeatureMap::scale).toList());
      assertEquals(new Shape(1, 1, 35, 48), maps.get(3).values().shape());
      for (FeatureMap map : maps) {
        for (float value : map.values().values()) {
          assertTrue(value > 0 && value < 1);
        }
      }
      assertEquals(List.of(), unet.attention(noise(32, 32)));
    }
  }

  @Test
  void theLiveliestChannelsVaryMost() {
    float[] values = {3, 3, 3, 3, 0, 8, 0, 8, 1, 2, 1, 2};
    FeatureMap map = new FeatureMap("enc1", new HostTensor(new Shape(1, 3, 2, 2), values));
    assertEquals(3, map.channels());
    assertEquals(List.of(1, 2), IntStream.of(map.liveliest(0, 2)).boxed().toList());
    assertEquals(3, map.liveliest(0, 9).length);
  }

  @Test
  void aStretchedChannelGoesFromZeroToOne() {
    float[] values = {-2, 0, 2, 6, 5, 5, 5, 5};
    FeatureMap map = new FeatureMap("enc1", new HostTensor(new Shape(1, 2, 2, 2), values));
    assertEquals(new GrayImage(2, 2, new float[] {0, 0.25f, 0.5f, 1}), map.stretched(0, 0));
    assertEquals(GrayImage.zeros(2, 2), map.stretched(0, 1));
  }
}
