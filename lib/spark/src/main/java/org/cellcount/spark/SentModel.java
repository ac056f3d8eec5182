package org.cellcount.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.cellcount.predict.ModelFingerprint;
import org.cellcount.target.ModelFolder;

/**
 * A model on its way to the executors, which need not see the folder it comes from.
 *
 * @param fingerprint of its folder
 * @param files what counting needs of the folder, by their paths inside it
 */
record SentModel(String fingerprint, TreeMap<String, byte[]> files) implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String[] NEEDED = {
    "model.json", "run.json", "best.safetensors", "counting.json", "confidence.json"
  };

  /**
   * Reads a folder.
   *
   * @throws IOException if it is none of a model or cannot be read
   */
  static SentModel read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is missing: no model has been trained there");
    }
    // Says what is wrong with it here rather than on every executor.
    Object unused = new ModelFolder(folder).settings();
    TreeMap<String, byte[]> files = new TreeMap<>();
    for (ModelFolder network : new ModelFolder(folder).networks()) {
      for (String name : NEEDED) {
        Path file = network.path().resolve(name);
        if (Files.exists(file)) {
          String inside = folder.relativize(file).toString();
          files.put(inside.replace('\\', '/'), Files.readAllBytes(file));
        }
      }
    }
    return new SentModel(ModelFingerprint.of(folder), files);
  }

  /** Writes the folder again. */
  void write(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
  }
}
