package org.cellcount.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.cellcount.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NativeWorkTest {
  private static final int ENDED_BY_SIGNAL = 128 + 15;

  @TempDir Path folder;

  /** Convolves for ever, for longer at a time than an ending JVM waits by itself. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      while (true) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
            GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
          NDArray weight = manager.ones(new Shape(128, 128, 3, 3));
          weight.setRequiresGradient(true);
          NDArray x = Precision.AUTO.prepare(manager.ones(new Shape(32, 128, 128, 128)));
          NDArray mean = TorchOps.toFloat32(TorchOps.conv2d(x, weight)).mean();
          System.out.write('.');
          System.out.flush();
          TorchRuntime.backward(gradients, mean);
        }
      }
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "processes are only killed there")
  void theJvmEndsBetweenCalls() throws Exception {
    Process process = ChildJvm.of(List.of(), Child.class).directory(folder.toFile()).start();
    try (InputStream out = process.getInputStream()) {
      out.readNBytes(2);
      Thread.sleep(100);
      process.toHandle().destroy();
      assertEquals(ENDED_BY_SIGNAL, process.waitFor());
    } finally {
      process.destroyForcibly();
    }
  }
}
