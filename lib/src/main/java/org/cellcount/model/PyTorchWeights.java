package org.cellcount.model;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.cellcount.npz.Npz;
import org.cellcount.ops.HostTensor;
import org.cellcount.safetensors.Safetensors;

/**
 * Weights that were trained in PyTorch, and ours for PyTorch: a state dict with the public
 * project's names, saved in Python with {@code numpy.savez(file, **{k: v.numpy() for k, v in
 * model.state_dict().items()})} or {@code safetensors.torch.save_file}. The prefix {@code module.}
 * of a model trained on several devices is taken off; {@code num_batches_tracked} is left out,
 * since nothing depends on it.
 */
public final class PyTorchWeights {
  private static final String PREFIX = "module.";
  private static final String UNUSED = "num_batches_tracked";

  private PyTorchWeights() {}

  /**
   * Loads the weights of a file into a model.
   *
   * @param file {@code .npz} or {@code .safetensors}
   * @throws IOException if the file cannot be read or its entries do not fit the model, naming the
   *     file and the entries that are missing, unknown or of another shape
   */
  public static void load(Path file, SegmentationModel model) throws IOException {
    Map<String, HostTensor> stateDict = read(file);
    try {
      model.load(stateDict);
    } catch (IllegalArgumentException e) {
      throw new IOException("cannot use " + file + ": " + e.getMessage(), e);
    }
  }

  /** Saves the weights of a model as a {@code .safetensors} file that PyTorch can load. */
  public static void save(SegmentationModel model, Path file) throws IOException {
    Safetensors.write(file, model.stateDict(), Map.of("format", "pt"));
  }

  private static Map<String, HostTensor> read(Path file) throws IOException {
    Map<String, HostTensor> stateDict = new LinkedHashMap<>();
    tensors(file)
        .forEach(
            (name, tensor) -> {
              if (!name.endsWith(UNUSED)) {
                stateDict.put(
                    name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name, tensor);
              }
            });
    return stateDict;
  }

  private static Map<String, HostTensor> tensors(Path file) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".safetensors")) {
      return Safetensors.read(file).tensors();
    }
    if (!name.endsWith(".npz")) {
      throw new IOException(
          "cannot read " + file + ": weights come as .npz or .safetensors, not as a pickle");
    }
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    Npz.read(file)
        .forEach(
            (key, array) -> {
              Shape shape = new Shape(Arrays.stream(array.shape()).asLongStream().toArray());
              tensors.put(key, new HostTensor(shape, array.toFloats()));
            });
    return tensors;
  }
}
