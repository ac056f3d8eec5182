package org.cellcount.ops;

import static org.cellcount.testing.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.cellcount.testing.Close;
import org.cellcount.testing.Gradients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TorchOpsTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray random(long... shape) {
    return Gradients.uniform(manager, 3, -1, 1, new Shape(shape));
  }

  private NDArray image(long height, long width, float... values) {
    return manager.create(values, new Shape(1, 1, height, width));
  }

  /** The definition: out[o][r][c] = sum of in[i][r + a - 1][c + b - 1] kernel[o][i][a][b]. */
  @Test
  void convolutionIsTheSumOverItsWindow() {
    NDArray x = random(1, 2, 4, 3);
    NDArray kernel = random(3, 2, 3, 3);
    float[] in = x.toFloatArray();
    float[] k = kernel.toFloatArray();
    float[] expected = new float[3 * 4 * 3];
    for (int o = 0; o < 3; o++) {
      for (int r = 0; r < 4; r++) {
        for (int c = 0; c < 3; c++) {
          for (int i = 0; i < 2; i++) {
            for (int a = Math.max(0, 1 - r); a < Math.min(3, 5 - r); a++) {
              for (int b = Math.max(0, 1 - c); b < Math.min(3, 4 - c); b++) {
                expected[(o * 4 + r) * 3 + c] +=
                    in[(i * 4 + r + a - 1) * 3 + c + b - 1] * k[((o * 2 + i) * 3 + a) * 3 + b];
              }
            }
          }
        }
      }
    }
    assertClose("conv2d", expected, TorchOps.conv2d(x, kernel).toFloatArray(), 1e-6);
    NDArray channelsLast = TorchOps.toChannelsLast(x, DataType.FLOAT32);
    assertClose(
        "channels_last", expected, TorchOps.conv2d(channelsLast, kernel).toFloatArray(), 1e-6);
  }

  @Test
  void transposedConvolutionPaintsTheKernelOncePerPixel() {
    NDArray x = image(1, 2, 1, 10);
    NDArray kernel = image(2, 2, 1, 2, 3, 4);
    NDArray bias = manager.create(new float[] {100});
    NDArray up = TorchOps.upConv2d(x, kernel, bias);
    assertEquals(new Shape(1, 1, 2, 4), up.getShape());
    assertArrayEquals(
        new float[] {101, 102, 110, 120, 103, 104, 130, 140}, up.toFloatArray(), 1e-4f);
  }

  @Test
  void paddingIsOnTheRightAndBelow() {
    NDArray x = image(1, 2, 1, 2);
    float[] padded = TorchOps.padTo(x, image(2, 3, new float[6])).toFloatArray();
    assertArrayEquals(new float[] {1, 2, 0, 0, 0, 0}, padded);
    assertArrayEquals(new float[] {1, 2}, TorchOps.padTo(x, x).toFloatArray());
  }

  @Test
  void resizingKeepsTheCorners() {
    NDArray x = image(2, 2, 0, 2, 4, 6);
    float[] resized = TorchOps.resizeTo(x, image(3, 3, new float[9])).toFloatArray();
    assertArrayEquals(new float[] {0, 1, 2, 2, 3, 4, 4, 5, 6}, resized, 1e-6f);
    assertArrayEquals(x.toFloatArray(), TorchOps.resizeTo(x, x).toFloatArray());
  }

  @Test
  void theGlobalMeanIsOneNumberAChannel() {
    NDArray mean = TorchOps.globalMean(image(2, 2, 1, 3, 5, 7));
    assertArrayEquals(new float[] {4}, mean.toFloatArray());
    assertEquals(new Shape(1, 1, 1, 1), mean.getShape());
  }

  @Test
  void poolingDropsAnOddRowAndColumn() {
    float[] pooled = TorchOps.maxPool2d(image(3, 3, 1, 5, 9, 3, 2, 9, 9, 9, 9)).toFloatArray();
    assertArrayEquals(new float[] {5}, pooled);
  }

  @Test
  void trainingNormalisesByTheBatchAndMovesTheStatistics() {
    NDArray one = manager.ones(new Shape(1));
    NDArray zero = manager.zeros(new Shape(1));
    NDArray mean = manager.zeros(new Shape(1));
    NDArray variance = manager.ones(new Shape(1));
    NDArray x = image(2, 2, 1, 3, 5, 7);
    float[] y = TorchOps.batchNorm(x, one, zero, mean, variance, true).toFloatArray();
    float unit = (float) (1 / Math.sqrt(5));
    assertArrayEquals(new float[] {-3 * unit, -unit, unit, 3 * unit}, y, 1e-5f);
    assertEquals(0.4f, mean.toFloatArray()[0], 1e-6f);
    // The running variance takes the unbiased one: 20 / 3.
    assertEquals(0.9f + 20 / 30f, variance.toFloatArray()[0], 1e-6f);
  }

  @Test
  void inferenceNormalisesByTheStatisticsAndLeavesThem() {
    NDArray mean = manager.create(new float[] {1});
    NDArray variance = manager.create(new float[] {4});
    NDArray two = manager.create(new float[] {2});
    float[] y =
        TorchOps.batchNorm(image(1, 2, 1, 3), two, mean, mean, variance, false).toFloatArray();
    assertArrayEquals(new float[] {1, 3}, y, 1e-5f);
    assertEquals(1, mean.toFloatArray()[0]);
    assertEquals(4, variance.toFloatArray()[0]);
  }

  @Test
  void bfloat16ConvolutionKeepsTwoDigitsAndFloat32Gradients() {
    NDArray kernel = random(4, 3, 3, 3);
    List<NDArray> inputs = List.of(random(2, 3, 8, 8), kernel);
    List<float[]> wide = Gradients.of(in -> TorchOps.conv2d(in.get(0), in.get(1)), inputs);
    List<float[]> narrow =
        Gradients.of(
            in -> {
              NDArray x = TorchOps.toChannelsLast(in.get(0), DataType.BFLOAT16);
              return TorchOps.toFloat32(TorchOps.conv2d(x, in.get(1)));
            },
            inputs);
    assertEquals(DataType.FLOAT32, kernel.getDataType());
    for (int i = 0; i < wide.size(); i++) {
      double error = Close.error(wide.get(i), narrow.get(i));
      assertTrue(error > 1e-5 && error < 2e-2, "gradient " + i + " differs by " + error);
    }
  }

  @Test
  void activationsOfOtherTypesAreRefused() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> TorchOps.toChannelsLast(random(1, 1, 2, 2), DataType.INT8));
    assertEquals("no activations of type int8", error.getMessage());
  }

  @Test
  void copyingGoesByPositionWhateverTheLayout() {
    NDArray source = random(2, 3, 4, 5);
    NDArray target = TorchOps.toChannelsLast(manager.zeros(source.getShape()), DataType.FLOAT32);
    TorchOps.copy(source, target);
    assertArrayEquals(source.toFloatArray(), target.toFloatArray());
  }

  @Test
  void normIsThatOfAllTensorsTogether() {
    NDArray a = manager.create(new float[] {2, 3});
    NDArray b = manager.create(new float[] {6});
    assertEquals(7, TorchOps.norm(List.of(a, b)), 1e-6);
    NDArray nan = manager.create(new float[] {1, Float.NaN});
    assertTrue(Double.isNaN(TorchOps.norm(List.of(a, nan))));
  }

  @Test
  void windowsAreSummedAlsoWhereTheyAreCutOff() {
    float[] values = new float[17 * 18];
    Arrays.fill(values, 1);
    values[0] = 3;
    NDArray sums = TorchOps.sumPool2d(image(17, 18, values));
    assertEquals(new Shape(1, 1, 2, 2), sums.getShape());
    assertArrayEquals(new float[] {258, 32, 16, 2}, sums.toFloatArray());
    assertArrayEquals(new float[] {6}, TorchOps.sumPool2d(image(1, 3, 1, 2, 3)).toFloatArray());
  }

  @Test
  void softplusIsALogarithm() {
    assertArrayEquals(
        new float[] {(float) Math.log1p(Math.exp(-5)), (float) Math.log(2), 50},
        TorchOps.softplus(image(1, 3, -5, 0, 50)).toFloatArray(),
        1e-6f);
  }
}
