package org.cellcount.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cellcount.base.AtomicFiles;
import org.cellcount.count.Cells;
import org.cellcount.count.CountResult;
import org.cellcount.data.NpzDataset;
import org.cellcount.data.Submission;
import org.cellcount.data.SubmissionFormat;
import org.cellcount.image.GrayImage;
import org.cellcount.image.ImageFiles;
import org.cellcount.plot.Picture;
import org.cellcount.predict.FolderCount;
import org.cellcount.predict.ScaledCount;
import org.cellcount.predict.TrainedModel;
import tech.tablesaw.api.Table;

/**
 * Counts with a trained model: an npz of images into a submission, or a folder of image files into
 * a table of counts, overlays and tables of cells.
 */
public final class Predict {
  private Predict() {}

  /** See {@code environment/predict --help}. */
  public static void main(String[] args) {
    try {
      run(new Arguments(args, List.of("model", "input", "output", "format", "scale"), List.of()));
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("predict: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(Arguments arguments) throws IOException {
    Path input = Path.of(arguments.require("input"));
    Path output = Path.of(arguments.get("output").orElse("results/predictions"));
    if (!Files.exists(input)) {
      throw new IOException(input + " is missing, expected an npz file or a folder of images");
    }
    SubmissionFormat format = SubmissionFormat.of(arguments.get("format").orElse("index"));
    try (TrainedModel model = TrainedModel.load(Path.of(arguments.require("model")))) {
      if (Files.isDirectory(input)) {
        countFolder(counter(arguments, model), input, output);
      } else {
        submit(model, input, output, format);
      }
    }
  }

  private static void submit(TrainedModel model, Path input, Path output, SubmissionFormat format)
      throws IOException {
    List<GrayImage> images = NpzDataset.readImages(input);
    int[] counts = model.countAll(images, done -> {});
    Path file = output.resolve("submission.csv");
    Submission.write(file, counts, format);
    System.out.printf("%d images counted into %s%n", counts.length, file);
  }

  /** Each image at a scale of its own, unless one is given for all. */
  private static Function<GrayImage, ScaledCount> counter(Arguments arguments, TrainedModel model) {
    Optional<Double> scale = arguments.get("scale", Double::valueOf);
    if (scale.isEmpty()) {
      return model::countAnyScale;
    }
    double factor = TrainedModel.requireScale("--scale", scale.get());
    return image -> model.count(image, factor);
  }

  private static void countFolder(Function<GrayImage, ScaledCount> counter, Path input, Path output)
      throws IOException {
    Table table =
        FolderCount.run(
            counter,
            input,
            row -> {
              System.out.printf(
                  "%s: %s%n",
                  row.file(), row.result().map(r -> r.count() + " cells").orElse(row.status()));
              save(row, output);
            });
    Path file = output.resolve("counts.csv");
    AtomicFiles.write(file, out -> table.write().csv(out));
    System.out.println("table: " + file);
  }

  private static void save(FolderCount.Row row, Path output) throws IOException {
    if (row.result().isPresent()) {
      GrayImage image = row.image().orElseThrow();
      CountResult result = row.result().get();
      ImageFiles.writePng(
          output.resolve(row.file() + ".cells.png"),
          Picture.of(image).outlines(result.labels()).render());
      AtomicFiles.write(
          output.resolve(row.file() + ".cells.csv"),
          out -> Cells.table(result.cells(image)).write().csv(out));
    }
  }
}
