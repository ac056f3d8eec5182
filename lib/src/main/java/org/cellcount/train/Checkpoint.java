package org.cellcount.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cellcount.base.Json;
import org.cellcount.model.ModelConfig;
import org.cellcount.ops.HostTensor;
import org.cellcount.safetensors.Safetensors;
import org.cellcount.target.ModelFolder;

/**
 * All that a run needs to go on after an epoch as if it had never stopped, in one safetensors file:
 * weights, Adam's moments, the learning rate's state and the history. Order and augmentation follow
 * from seed and epoch, so no random state is needed.
 *
 * @param model weights and running statistics by name
 * @param optimizer Adam's state by name
 * @param plateau the learning rate's state
 * @param history the epochs done
 */
record Checkpoint(
    Map<String, HostTensor> model,
    Map<String, HostTensor> optimizer,
    Plateau plateau,
    History history) {
  private static final String OPTIMIZER = "optimizer.";
  private static final String PLATEAU = "plateau";
  private static final String HISTORY = "history";

  /**
   * Writes the file aside, then renames it: a kill leaves the previous checkpoint whole.
   *
   * @param stamp says which network the weights are of
   */
  void write(Path file, Map<String, String> stamp) throws IOException {
    Map<String, HostTensor> tensors = new LinkedHashMap<>(model);
    optimizer.forEach((name, tensor) -> tensors.put(OPTIMIZER + name, tensor));
    Map<String, String> metadata = new LinkedHashMap<>(stamp);
    metadata.put(PLATEAU, Json.text(plateau));
    metadata.put(HISTORY, Json.text(history));
    Safetensors.write(file, tensors, metadata);
  }

  /**
   * Reads a checkpoint.
   *
   * @param model whose weights it should hold
   * @throws IOException if the file is missing, truncated, altered, no checkpoint or one of another
   *     network, naming it
   */
  static Checkpoint read(Path file, ModelConfig model) throws IOException {
    Safetensors saved = Safetensors.read(file);
    ModelFolder.checkStamp(file, saved.metadata(), model);
    Map<String, HostTensor> weights = new HashMap<>();
    Map<String, HostTensor> optimizer = new HashMap<>();
    saved
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(OPTIMIZER)) {
                optimizer.put(name.substring(OPTIMIZER.length()), tensor);
              } else {
                weights.put(name, tensor);
              }
            });
    Plateau plateau = state(file, saved.metadata(), PLATEAU, Plateau.class);
    return new Checkpoint(weights, optimizer, plateau, history(file, saved.metadata()));
  }

  /** The history alone, without the weights. */
  static History readHistory(Path file) throws IOException {
    return history(file, Safetensors.readMetadata(file));
  }

  private static History history(Path file, Map<String, String> metadata) throws IOException {
    return state(file, metadata, HISTORY, History.class);
  }

  private static <T> T state(Path file, Map<String, String> metadata, String name, Class<T> type)
      throws IOException {
    String text = metadata.get(name);
    if (text == null) {
      throw new IOException(file + " holds weights but no training state, expected a checkpoint");
    }
    return Json.parse(file + ": " + name, text, type);
  }
}
