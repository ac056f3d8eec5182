package org.cellcount.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellcount.base.Json;
import org.cellcount.data.CellDataset;
import org.cellcount.data.NpzDataset;
import org.cellcount.data.TrainingData;
import org.cellcount.experiment.Holdout;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.microscopy.ImageSelection;
import org.cellcount.npz.NpyArray;
import org.cellcount.npz.Npz;
import org.cellcount.predict.TrainedModel;
import org.cellcount.synthetic.FoundData;
import org.cellcount.train.RunFolder;

/**
 * What {@code environment/bench --accuracy} needs of the library beside {@code environment/train}:
 * the parts that this holds back, for other programs to train and score on, and the cells that a
 * trained model finds in one of them. Prints its figures as a line of JSON.
 */
public final class AccuracyBenchmark {
  private static final int WARM_UP = 16;
  private static final long CROPS_SEED = 1;

  private AccuracyBenchmark() {}

  /**
   * {@code cells <folder> <crops> [<data>]} writes the data, or whole sources of about so many
   * crops of it (0: all), as {@code cells.npz}; {@code parts <cells.npz> <seed> <folder>} writes
   * what {@code environment/train --seed} trains, validates and tests on; {@code count <model>
   * <images> <labels>} writes the label image of each image.
   */
  public static void main(String[] args) throws IOException {
    Map<String, Object> figures =
        switch (args[0]) {
          case "cells" -> cells(Path.of(args[1]), Integer.parseInt(args[2]), args);
          case "parts" -> parts(Path.of(args[1]), Long.parseLong(args[2]), Path.of(args[3]));
          case "count" -> count(Path.of(args[1]), Path.of(args[2]), Path.of(args[3]));
          default -> throw new IllegalArgumentException("no measurement is called " + args[0]);
        };
    System.out.println(Json.tree(figures));
  }

  private static Map<String, Object> cells(Path folder, int crops, String[] args)
      throws IOException {
    CellDataset found;
    String origin;
    if (args.length > 3) {
      Path source = Path.of(args[3]);
      found = TrainingData.read(source, ImageSelection.NONE).images();
      origin = "read from " + source.getFileName();
    } else {
      FoundData data = FoundData.find();
      found = data.train();
      origin = data.origin();
    }
    if (!found.hasLabels()) {
      throw new IOException(found.name() + " holds no labels, expected the number of every cell");
    }
    CellDataset cells =
        crops == 0 || crops >= found.size()
            ? found
            : found.split((double) crops / found.size(), CROPS_SEED).validation();
    NpzDataset.write(folder.resolve("cells.npz"), cells);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("origin", origin);
    figures.put("crops", cells.size());
    figures.put("cells", Arrays.stream(cells.trueCounts()).sum());
    return figures;
  }

  private static Map<String, Object> parts(Path cells, long seed, Path folder) throws IOException {
    Holdout parts = Holdout.of(NpzDataset.read(cells), seed);
    NpzDataset.write(folder.resolve("training.npz"), parts.learning().training());
    NpzDataset.write(folder.resolve("validation.npz"), parts.learning().validation());
    NpzDataset.write(folder.resolve("test.npz"), parts.test());
    return Map.of("parts", parts.toString());
  }

  private static Map<String, Object> count(Path folder, Path images, Path labels)
      throws IOException {
    List<GrayImage> read = NpzDataset.readImages(images);
    try (TrainedModel model = TrainedModel.load(folder)) {
      found(model, read.subList(0, Math.min(WARM_UP, read.size())));
      long start = System.nanoTime();
      List<LabelImage> cells = found(model, read);
      double seconds = (System.nanoTime() - start) / 1e9;
      int height = read.get(0).height();
      int width = read.get(0).width();
      int[] all = cells.stream().flatMapToInt(image -> Arrays.stream(image.labels())).toArray();
      Npz.write(labels, Map.of("labels", NpyArray.of(all, cells.size(), height, width)));
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("training_seconds", new RunFolder(folder).progress().seconds());
      figures.put("milliseconds", Map.of("count", 1000 * seconds / read.size()));
      figures.put("settings", Map.of("count", model.countOptions()));
      return figures;
    }
  }

  private static List<LabelImage> found(TrainedModel model, List<GrayImage> images) {
    return model.predictAll(images).parallelStream().map(model.counting()::cells).toList();
  }
}
