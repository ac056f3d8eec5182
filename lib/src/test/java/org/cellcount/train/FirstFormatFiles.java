package org.cellcount.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.cellcount.base.Json;
import org.cellcount.count.CountOptions;
import org.cellcount.data.CellDataset;
import org.cellcount.data.DatasetStatistics;
import org.cellcount.data.Split;
import org.cellcount.image.GrayImage;
import org.cellcount.safetensors.Safetensors;
import org.cellcount.target.ModelFolder;
import org.cellcount.target.Target;

/** Turns the folder of a run into what the first version of the library would have written. */
public final class FirstFormatFiles {
  /** The run, of a configuration that differs from the defaults wherever it can. */
  public static final RunConfig CONFIG =
      RunConfig.counting()
          .withTarget(Target.DISTANCE)
          .withBaseChannels(2)
          .withBatchSize(4)
          .withEpochs(2)
          .withSeed(7);

  private FirstFormatFiles() {}

  /** Rewrites the files of {@link #CONFIG} with a seed, whatever epochs are done. */
  public static void rewrite(Path run, long seed, Split data) throws IOException {
    Files.delete(run.resolve("model.json"));
    Files.writeString(run.resolve("run.json"), description(seed, data));
    Path counting = run.resolve("counting.json");
    if (Files.exists(counting)) {
      CountOptions options = new ModelFolder(run).countOptions(Target.DISTANCE);
      Files.writeString(counting, Json.text(options));
    }
    ModelFolder folder = new ModelFolder(run);
    Safetensors.write(folder.best(), Safetensors.read(folder.best()).tensors(), Map.of());
    Safetensors last = Safetensors.read(folder.last());
    Map<String, String> state = new TreeMap<>();
    state.put("history", last.metadata().get("history").replaceAll("\\s", ""));
    state.put("plateau", "{\"learningRate\":0.002,\"best\":Infinity,\"badEpochs\":0}");
    Safetensors.write(folder.last(), last.tensors(), state);
  }

  private static String description(long seed, Split data) {
    return """
    {
      "config": {
        "architecture": "UNET",
        "baseChannels": 2,
        "target": "DISTANCE",
        "loss": "BCE_DICE",
        "augmentation": "ROBUST",
        "normalisation": "CUBE_ROOT",
        "epochs": 2,
        "batchSize": 4,
        "learningRate": 0.002,
        "weightDecay": 1.0E-5,
        "schedule": "COSINE",
        "precision": "AUTO",
        "seed": %d
      },
      "training": "%s",
      "validation": "%s",
      "cellDiameter": %s
    }"""
        .formatted(
            seed,
            fingerprint(data.training()),
            fingerprint(data.validation()),
            DatasetStatistics.typicalDiameter(data.training()));
  }

  /** Images and masks, pixel by pixel; labels and counts did not belong to it. */
  private static String fingerprint(CellDataset data) {
    CRC32 crc = new CRC32();
    for (int i = 0; i < data.size(); i++) {
      for (GrayImage image : List.of(data.image(i), data.mask(i))) {
        for (float pixel : image.pixels()) {
          crc.update(ByteBuffer.allocate(Float.BYTES).putFloat(pixel).array());
        }
      }
    }
    return "%d images of %dx%d, checksum %08x"
        .formatted(data.size(), data.height(), data.width(), crc.getValue());
  }

  /** Copies a folder with all that is in it. */
  public static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (var found = Files.walk(from)) {
      files = found.toList();
    }
    for (Path file : files) {
      Path copy = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(copy);
      } else {
        Files.copy(file, copy);
      }
    }
  }
}
