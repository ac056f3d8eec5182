package org.cellcount.ops;

import static org.cellcount.testing.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.cellcount.testing.Gradients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusedConvolutionTest {
  private static final Device CPU = Device.cpu();

  @ParameterizedTest
  @CsvSource({"1, 5, 3, 128, 128", "2, 16, 3, 37, 50", "3, 8, 1, 9, 2"})
  void isTheThreeStepsInOne(long images, long in, long window, long height, long width) {
    assumeTrue(FusedConvolution.serves(CPU, Precision.AUTO));
    DataType type = Precision.AUTO.activations(CPU);
    try (NDManager manager = TorchRuntime.manager(CPU)) {
      NDArray x = random(manager, images, in, height, width);
      NDArray weight = random(manager, 6, in, window, window);
      NDArray bias = random(manager, 6);
      NDArray expected = TorchOps.conv2dRelu(x, weight, bias);
      NDArray fused =
          FusedConvolution.conv2dRelu(
              TorchOps.toChannelsLast(x, type),
              TorchOps.toChannelsLast(weight, type),
              type == DataType.FLOAT32 ? bias : TorchOps.toBfloat16(bias));
      assertEquals(expected.getShape(), fused.getShape());
      double tolerance = type == DataType.FLOAT32 ? 1e-5 : 0.05;
      assertClose(
          "fused", expected.toFloatArray(), TorchOps.toFloat32(fused).toFloatArray(), tolerance);
    }
  }

  @Test
  void servesNeitherTheDefaultLayoutNorTheGpuNorAnEmulatedBfloat16() {
    assertFalse(FusedConvolution.serves(CPU, Precision.FP32));
    assertFalse(FusedConvolution.serves(Device.gpu(), Precision.AUTO));
    assertEquals(
        FusedConvolution.serves(CPU, Precision.AUTO)
            && Precision.AUTO.resolve(CPU) == Precision.BF16,
        FusedConvolution.serves(CPU, Precision.BF16));
  }

  /** So a PyTorch without the operation is found out when the pack is loaded. */
  @Test
  void anUnknownOperationDoesNotLoad() {
    assertThrows(EngineException.class, () -> new ScriptModule("unknown.py"));
  }

  private static NDArray random(NDManager manager, long... shape) {
    return Gradients.uniform(manager, 3, -1, 1, new Shape(shape));
  }
}
