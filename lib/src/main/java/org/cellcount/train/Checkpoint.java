package org.cellcount.train;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cellcount.ops.HostTensor;
import org.cellcount.safetensors.Safetensors;

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
  private static final Gson GSON = new GsonBuilder().serializeSpecialFloatingPointValues().create();

  /** Writes the file aside, then renames it: a kill leaves the previous checkpoint whole. */
  void write(Path file) throws IOException {
    Map<String, HostTensor> tensors = new LinkedHashMap<>(model);
    optimizer.forEach((name, tensor) -> tensors.put(OPTIMIZER + name, tensor));
    Map<String, String> metadata =
        Map.of("plateau", GSON.toJson(plateau), "history", GSON.toJson(history));
    Safetensors.write(file, tensors, metadata);
  }

  /**
   * Reads a checkpoint.
   *
   * @throws IOException if the file is missing, truncated, altered or no checkpoint, naming it
   */
  static Checkpoint read(Path file) throws IOException {
    Safetensors saved = Safetensors.read(file);
    Map<String, HostTensor> model = new HashMap<>();
    Map<String, HostTensor> optimizer = new HashMap<>();
    saved
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(OPTIMIZER)) {
                optimizer.put(name.substring(OPTIMIZER.length()), tensor);
              } else {
                model.put(name, tensor);
              }
            });
    try {
      Plateau plateau = GSON.fromJson(saved.metadata().get("plateau"), Plateau.class);
      History history = GSON.fromJson(saved.metadata().get("history"), History.class);
      if (plateau == null || history == null || optimizer.isEmpty()) {
        throw new IOException(file + " holds weights but no training state, expected a checkpoint");
      }
      return new Checkpoint(model, optimizer, plateau, history);
    } catch (JsonSyntaxException e) {
      throw new IOException(file + " holds no readable training state: " + e.getMessage(), e);
    }
  }
}
