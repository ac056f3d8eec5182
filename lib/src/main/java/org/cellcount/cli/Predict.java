package org.cellcount.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
import org.cellcount.target.ModelFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tech.tablesaw.api.Table;

/**
 * Counts with a trained model: an npz of images into a submission, or a folder of image files into
 * a table of counts, overlays and tables of cells.
 */
@Command(
    name = "predict",
    sortOptions = false,
    customSynopsis = "environment/predict --model FOLDER --input FOLDER|FILE [OPTIONS]",
    description = {
      "Counts cells with a trained model and the counting options stored beside it: a folder of"
          + " images into counts.csv, overlays and tables of cells, an npz file into"
          + " submission.csv."
    },
    footer = {
      "",
      "environment/predict --model results/model --input my-images/",
      "environment/predict --model results/model --input test_images.npz"
    })
public final class Predict extends ShellCommand {
  private static final String NPZ = ".npz";

  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      required = true,
      description = "where environment/train has put it")
  private Path folder;

  @Option(
      names = "--input",
      paramLabel = "FOLDER|FILE",
      required = true,
      description = "a folder of PNG, JPEG and TIFF files, or an npz file of images")
  private Path input;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      defaultValue = "results/predictions",
      description = "default ${DEFAULT-VALUE}")
  private Path output;

  @Option(
      names = "--scale",
      paramLabel = "FACTOR",
      description =
          "reduce the images of a folder by this, above 0 up to 1; default: found for each image, so"
              + " that its cells are about as large as those the network was trained on")
  private Double scale;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      converter = Choice.Formats.class,
      completionCandidates = Choice.Formats.class,
      description = "first column of the submission: ${COMPLETION-CANDIDATES}; default index")
  private SubmissionFormat format;

  /** See {@code environment/predict --help}. */
  public static void main(String[] arguments) {
    run(new Predict(), arguments);
  }

  @Override
  void work() throws IOException {
    checkScale();
    checkInput();
    try (TrainedModel model = TrainedModel.load(folder)) {
      if (!new ModelFolder(folder).isFinished()) {
        out().println(folder + " is not trained to its end; this is its best epoch so far");
      }
      if (Files.isDirectory(input)) {
        countFolder(model);
      } else {
        submit(model);
      }
    }
  }

  private void checkScale() {
    if (scale != null) {
      try {
        TrainedModel.requireScale("scale", scale);
      } catch (IllegalArgumentException e) {
        throw wrong("--scale", e.getMessage());
      }
    }
  }

  private void checkInput() throws IOException {
    if (!Files.exists(input)) {
      throw new IOException(input + " is missing, expected an npz file or a folder of images");
    }
    if (Files.isDirectory(input)) {
      if (format != null) {
        throw refused(
            "option '--format' does not apply to the folder "
                + input
                + ", which gives no submission; expected an npz file");
      }
      return;
    }
    if (!input.toString().toLowerCase(Locale.ROOT).endsWith(NPZ)) {
      throw wrong("--input", input + ", expected an npz file or a folder that holds the images");
    }
    if (scale != null) {
      throw refused(
          "option '--scale' does not apply to "
              + input
              + ", whose images are counted as they are; expected a folder of images");
    }
  }

  private void submit(TrainedModel model) throws IOException {
    List<GrayImage> images = NpzDataset.readImages(input);
    int[] counts = model.countAll(images, done -> {});
    Path file = output.resolve("submission.csv");
    Submission.write(file, counts, format == null ? SubmissionFormat.INDEX : format);
    out().printf("%d images counted into %s%n", counts.length, file);
  }

  private void countFolder(TrainedModel model) throws IOException {
    Table table =
        FolderCount.run(
            counter(model),
            input,
            row -> {
              out()
                  .printf(
                      "%s: %s%n",
                      row.file(), row.result().map(r -> r.count() + " cells").orElse(row.status()));
              save(row);
            });
    Path file = output.resolve("counts.csv");
    AtomicFiles.write(file, stream -> table.write().csv(stream));
    out().println("table: " + file);
  }

  /** Each image at a scale of its own, unless one is given for all. */
  private Function<GrayImage, ScaledCount> counter(TrainedModel model) {
    return scale == null ? model::countAnyScale : image -> model.count(image, scale);
  }

  private void save(FolderCount.Row row) throws IOException {
    if (row.result().isPresent()) {
      GrayImage image = row.image().orElseThrow();
      CountResult result = row.result().get();
      ImageFiles.writePng(
          output.resolve(row.file() + ".cells.png"),
          Picture.of(image).outlines(result.labels()).render());
      AtomicFiles.write(
          output.resolve(row.file() + ".cells.csv"),
          stream -> Cells.table(result.cells(image)).write().csv(stream));
    }
  }
}
