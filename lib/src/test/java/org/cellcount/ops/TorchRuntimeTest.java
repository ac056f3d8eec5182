package org.cellcount.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TorchRuntimeTest {
  @Test
  void gradientsAreOffInsideAndBackAfterwards() throws Exception {
    // A thread of its own: gradients are switched per thread.
    CompletableFuture.runAsync(
            () -> {
              assertTrue(JniUtils.isGradMode());
              assertFalse(TorchRuntime.withoutGradients(JniUtils::isGradMode));
              assertTrue(JniUtils.isGradMode());
              assertThrows(
                  IllegalStateException.class,
                  () ->
                      TorchRuntime.withoutGradients(
                          () -> {
                            throw new IllegalStateException("stop");
                          }));
              assertTrue(JniUtils.isGradMode());
            },
            task -> new Thread(task).start())
        .get();
  }

  /** The gradient of x squared at 3, while another thread is recording as well. */
  @Test
  void severalThreadsMayRecordGradients() throws Exception {
    try (NDManager manager = TorchRuntime.manager();
        GradientCollector gradients = TorchRuntime.gradients()) {
      NDArray x = manager.create(2f);
      x.setRequiresGradient(true);
      NDArray square = x.square();
      float other =
          CompletableFuture.supplyAsync(
                  TorchRuntimeTest::gradientAtThree, task -> new Thread(task).start())
              .get();
      TorchRuntime.backward(gradients, square);
      assertEquals(6, other);
      assertEquals(4, x.getGradient().getFloat());
    }
  }

  private static float gradientAtThree() {
    try (NDManager manager = TorchRuntime.manager();
        GradientCollector gradients = TorchRuntime.gradients()) {
      NDArray x = manager.create(3f);
      x.setRequiresGradient(true);
      TorchRuntime.backward(gradients, x.square());
      return x.getGradient().getFloat();
    }
  }

  @Test
  void threadsAreCounted() {
    int before = TorchRuntime.threads();
    TorchRuntime.setThreads(1);
    assertEquals(1, TorchRuntime.threads());
    TorchRuntime.setThreads(before);
    assertEquals(before, TorchRuntime.threads());
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> TorchRuntime.setThreads(0));
    assertEquals("threads 0 must be at least 1", error.getMessage());
  }

  @Test
  void noStatisticsAreSent() {
    assertEquals("PyTorch", TorchRuntime.engine().getEngineName());
    assertEquals("true", System.getProperty("OPT_OUT_TRACKING"));
  }
}
