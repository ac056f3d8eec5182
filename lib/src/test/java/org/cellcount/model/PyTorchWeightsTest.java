package org.cellcount.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cellcount.npz.NpyArray;
import org.cellcount.npz.Npz;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.Precision;
import org.cellcount.safetensors.Safetensors;
import org.cellcount.testing.Fixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PyTorchWeightsTest {
  @TempDir private Path folder;

  private final SegmentationModel model =
      SegmentationModel.create(
          ModelConfig.of(UNet.RESIDUAL.withBaseChannels(4)), Device.cpu(), Precision.FP32, 0);
  private final Fixture fixture = new Fixture("residual_unet_base4");

  @AfterEach
  void close() {
    model.close();
  }

  private Map<String, NpyArray> stateDict() {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    fixture
        .group("sd/")
        .forEach(
            (name, tensor) -> {
              long[] sizes = tensor.shape().getShape();
              int[] shape = java.util.Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray();
              arrays.put(name, NpyArray.of(tensor.values(), shape));
            });
    return arrays;
  }

  @Test
  void npzFromPyTorchLoads() throws IOException {
    Path file = folder.resolve("model.npz");
    Npz.write(file, stateDict());
    PyTorchWeights.load(file, model);
    assertEquals(fixture.group("sd/"), model.stateDict());
  }

  @Test
  void countersAndTheDataParallelPrefixAreLeftOut() throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    stateDict().forEach((name, array) -> arrays.put("module." + name, array));
    arrays.put("module.enc1.conv_block.1.num_batches_tracked", NpyArray.of(new long[] {9}));
    Path file = folder.resolve("model.npz");
    Npz.write(file, arrays);
    PyTorchWeights.load(file, model);
    assertEquals(fixture.group("sd/"), model.stateDict());
  }

  @Test
  void oursAsSafetensorsLoadsAgain() throws IOException {
    Path file = folder.resolve("model.safetensors");
    PyTorchWeights.save(model, file);
    Map<String, HostTensor> saved = model.stateDict();
    assertEquals("pt", Safetensors.read(file).metadata().get("format"));
    model.load(fixture.group("sd/"));
    assertNotEquals(saved, model.stateDict());
    PyTorchWeights.load(file, model);
    assertEquals(saved, model.stateDict());
  }

  @Test
  void entriesThatDoNotFitAreNamedWithTheFile() throws IOException {
    Map<String, NpyArray> arrays = stateDict();
    arrays.remove("up1.bias");
    arrays.put("up9.bias", NpyArray.of(new float[1], 1));
    arrays.put("final_conv.bias", NpyArray.of(new float[2], 2));
    Path file = folder.resolve("model.npz");
    Npz.write(file, arrays);
    Map<String, HostTensor> before = model.stateDict();
    IOException error = assertThrows(IOException.class, () -> PyTorchWeights.load(file, model));
    assertEquals(
        "cannot use "
            + file
            + ": state dict for Residual U-Net 4 does not fit: missing up1.bias; final_conv.bias is"
            + " (2) instead of (1); unknown up9.bias",
        error.getMessage());
    assertEquals(before, model.stateDict());
  }

  @Test
  void picklesAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("model.pt"), "x");
    IOException error = assertThrows(IOException.class, () -> PyTorchWeights.load(file, model));
    assertTrue(error.getMessage().startsWith("cannot read " + file), error.getMessage());
    assertTrue(error.getMessage().endsWith("not as a pickle"), error.getMessage());
  }
}
