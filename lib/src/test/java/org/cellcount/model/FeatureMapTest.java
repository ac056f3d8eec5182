package org.cellcount.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.cellcount.image.GrayImage;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class FeatureMapTest {
  private static final int HEIGHT = 256;
  private static final int WIDTH = 16;

  /** Rows at either end that the middle row cannot depend on. */
  private static final int MARGIN = 20;

  private static SegmentationModel create(UNet architecture) {
    return SegmentationModel.create(
        ModelConfig.of(architecture.withBaseChannels(2)), Device.cpu(), Precision.FP32, 4);
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
  @FieldSource("org.cellcount.model.Network#OURS")
  void levelsGoDownAndUpAgain(UNet architecture) {
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
  @FieldSource("org.cellcount.model.Network#OURS")
  void theReceptiveFieldIsWhatAPixelDependsOn(UNet architecture) {
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
        Span span = map.seenBy((int) map.values().shape().get(2) / 2);
        assertTrue(
            span.first() <= seeing[0] + MARGIN && seeing[seeing.length - 1] + MARGIN <= span.last(),
            map.level() + " sees rows beyond " + span);
        // A pooled or rectified value can hide the outermost pixels.
        assertTrue(
            seen <= field && seen > 0.7 * field,
            map.level() + " sees " + seen + " rows, expected " + field);
      }
    }
  }

  /** Counted by hand: 5 = 1 + 2 + 2; 14 = 2 (5 + 2); and so on down to the bottleneck. */
  @Test
  void receptiveFieldsOfAllLevels() {
    HostTensor none = new HostTensor(new Shape(1, 1, 1, 1), new float[1]);
    Map<String, Integer> expected =
        Map.of(
            "enc1",
            5,
            "enc2",
            14,
            "enc3",
            32,
            "enc4",
            68,
            "bottleneck",
            140,
            "up4",
            140,
            "dec4",
            172,
            "dec3",
            188,
            "dec2",
            204,
            "dec1",
            204);
    expected.forEach(
        (level, f) -> assertEquals(f, new FeatureMap(level, UNet.PLAIN, none).receptiveField()));
    FeatureMap first = new FeatureMap("enc1", UNet.PLAIN, none);
    assertEquals(new Span(8, 12), first.seenBy(10));
    assertEquals(new Span(8, 12), first.seeing(10, 64));
    assertEquals(new Span(0, 3), first.seeing(1, 64));
  }

  @ParameterizedTest
  @FieldSource("org.cellcount.model.Network#OURS")
  void whatComesFromBelowIsPaddedWithZeros(UNet architecture) {
    try (SegmentationModel model = create(architecture)) {
      List<FeatureMap> maps = model.upsampled(noise(100, 90));
      assertEquals(
          List.of("up4", "up3", "up2", "up1"), maps.stream().map(FeatureMap::level).toList());
      // 90 columns are halved to 45, 22, 11 and 5; twice 5 is one less than 11.
      GrayImage map = maps.get(0).values().map(0, 0);
      assertEquals(12, map.height());
      assertEquals(11, map.width());
      for (int row = 0; row < 12; row++) {
        assertEquals(0, map.get(row, 10));
        assertNotEquals(0, map.get(row, 9));
      }
    }
  }

  @Test
  void theMeanOverAPartOfTheImage() {
    float[] values = {1, 2, 3, 5, 0, 0, 0, 8};
    FeatureMap map =
        new FeatureMap("enc2", UNet.PLAIN, new HostTensor(new Shape(1, 2, 2, 2), values));
    GrayImage right = GrayImage.zeros(4, 4);
    for (int i = 0; i < 16; i++) {
      right.pixels()[i] = i % 4 < 2 ? 0 : 1;
    }
    assertEquals(3.5, map.mean(0, 0, right));
    assertEquals(4, map.mean(0, 1, right));
    GrayImage nowhere = GrayImage.zeros(4, 4);
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> map.mean(0, 0, nowhere));
    assertEquals("weights of the mean over enc2 are all 0", error.getMessage());
  }

  /**
   * The first channel is 2 in cells and 1 or 3 elsewhere, the second is 1 deviation off each way.
   */
  @Test
  void theContrastIsThatOfTheBestChannel() {
    float[] values = {2, 2, 1, 3, 7, 7, 3, 3, 4, 4, 4, 4};
    FeatureMap map =
        new FeatureMap("enc1", UNet.PLAIN, new HostTensor(new Shape(1, 3, 2, 2), values));
    assertEquals(2, map.contrast(0, new GrayImage(2, 2, new float[] {1, 1, 0, 0})), 1e-6);
    FeatureMap flat =
        new FeatureMap("enc1", UNet.PLAIN, new HostTensor(new Shape(1, 1, 2, 2), new float[4]));
    assertEquals(0, flat.contrast(0, new GrayImage(2, 2, new float[] {1, 1, 0, 0})));
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
    try (SegmentationModel attention = create(UNet.ATTENTION);
        SegmentationModel unet = create(UNet.PLAIN)) {
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
    FeatureMap map =
        new FeatureMap("enc1", UNet.PLAIN, new HostTensor(new Shape(1, 3, 2, 2), values));
    assertEquals(3, map.channels());
    assertEquals(List.of(1, 2), IntStream.of(map.liveliest(0, 2)).boxed().toList());
    assertEquals(3, map.liveliest(0, 9).length);
  }

  @Test
  void aStretchedChannelGoesFromZeroToOne() {
    float[] values = {-2, 0, 2, 6, 5, 5, 5, 5};
    FeatureMap map =
        new FeatureMap("enc1", UNet.PLAIN, new HostTensor(new Shape(1, 2, 2, 2), values));
    assertEquals(new GrayImage(2, 2, new float[] {0, 0.25f, 0.5f, 1}), map.stretched(0, 0));
    assertEquals(GrayImage.zeros(2, 2), map.stretched(0, 1));
  }
}
