package org.cellcount.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.cellcount.data.CellDataset;
import org.cellcount.data.NpzDataset;
import org.cellcount.data.Split;
import org.cellcount.data.Submission;
import org.cellcount.data.SubmissionFormat;
import org.cellcount.image.GrayImage;
import org.cellcount.microscopy.ImageFiles;
import org.cellcount.ops.Precision;
import org.cellcount.predict.TrainedModel;
import org.cellcount.train.RunConfig;
import org.cellcount.train.TestCells;
import org.cellcount.train.TrainingProgress;
import org.cellcount.train.TrainingRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictTest {
  private static final CellDataset CELLS = TestCells.discs(5, 7);
  private static final RunConfig CONFIG =
      RunConfig.published()
          .withBaseChannels(4)
          .withEpochs(12)
          .withBatchSize(4)
          .withLearningRate(0.01)
          .withPrecision(Precision.FP32);

  @TempDir private static Path trained;
  @TempDir private Path folder;
  private Path images;
  private Path npz;
  private Path output;

  @BeforeAll
  static void train() throws IOException {
    train(CONFIG, trained, progress -> {});
  }

  private static void train(RunConfig config, Path to, Consumer<TrainingProgress> listener)
      throws IOException {
    Split data = new Split(TestCells.discs(16, 1), TestCells.discs(4, 2));
    new TrainingRun(config, data, to).run(listener);
  }

  @BeforeEach
  void places() throws IOException {
    images = Files.createDirectory(folder.resolve("images"));
    npz = folder.resolve("test_images.npz");
    output = folder.resolve("predictions");
  }

  private Shell predict(Path input, Object... more) {
    return predict(trained, input, more);
  }

  private Shell predict(Path model, Path input, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("--model", model, "--input", input, "--output", output));
    arguments.addAll(Arrays.asList(more));
    return Shell.run(new Predict(), arguments.toArray());
  }

  /** One of the images as a file. */
  private GrayImage write(String name, int number) throws IOException {
    GrayImage cells = CELLS.image(number);
    BufferedImage image =
        new BufferedImage(cells.width(), cells.height(), BufferedImage.TYPE_BYTE_GRAY);
    for (int row = 0; row < cells.height(); row++) {
      for (int column = 0; column < cells.width(); column++) {
        image.getRaster().setSample(column, row, 0, Math.round(255 * cells.get(row, column)));
      }
    }
    Path file = images.resolve(name);
    assertTrue(ImageIO.write(image, "png", file.toFile()));
    return ImageFiles.read(file);
  }

  private void assertNothingWritten() {
    assertFalse(Files.exists(output), output.toString());
  }

  @Test
  void aFolderIsCountedIntoTablesAndOverlays() throws IOException {
    GrayImage a = write("a.png", 0);
    GrayImage b = write("b.PNG", 1);
    Files.writeString(images.resolve("broken.png"), "no image at all");
    Files.writeString(images.resolve("notes.txt"), "not looked at");
    int ofA;
    int ofB;
    try (TrainedModel model = TrainedModel.load(trained)) {
      ofA = model.countAnyScale(a).cells().count();
      ofB = model.countAnyScale(b).cells().count();
    }
    assertTrue(ofA > 0 && ofB > 0, "the network has learned nothing");

    Shell shell = predict(images);
    assertEquals(3, shell.code());
    List<String> lines = shell.lines();
    assertEquals(
        List.of("a.png: " + ofA + " cells", "b.PNG: " + ofB + " cells"), lines.subList(0, 2));
    assertTrue(lines.get(2).startsWith("broken.png: broken.png "), lines.get(2));
    assertEquals("table: " + output.resolve("counts.csv"), lines.get(3));
    assertEquals("skipped 1 (not named as an image): notes.txt", lines.get(4));
    assertEquals("2 of 3 images counted, 1 failed", lines.get(5));
    assertTrue(lines.get(6).startsWith("  broken.png: "), lines.get(6));
    assertEquals(7, lines.size());
    assertEquals(
        List.of(
            ".counts.jsonl",
            ".counts.lock",
            "a.png.cells.csv",
            "a.png.overlay.png",
            "b.PNG.cells.csv",
            "b.PNG.overlay.png",
            "counts.csv"),
        Shell.files(output));

    List<String> table = Files.readAllLines(output.resolve("counts.csv"));
    assertTrue(table.get(0).startsWith("file,height,width,"), table.get(0));
    String row = ",32,32,,,,[01]\\.\\d+,";
    assertTrue(table.get(1).matches("a\\.png" + row + ofA + ",,,,,,ok"), table.get(1));
    assertTrue(table.get(2).matches("b\\.PNG" + row + ofB + ",,,,,,ok"), table.get(2));
    assertTrue(table.get(3).startsWith("broken.png,,,,,,,,,,,,,\"broken.png "), table.get(3));
    assertEquals(4, table.size());
    assertEquals(1 + ofA, Files.readAllLines(output.resolve("a.png.cells.csv")).size());
    assertEquals(32, ImageIO.read(output.resolve("b.PNG.overlay.png").toFile()).getWidth());
  }

  @Test
  void theModelOfTheLibraryCountsUnlessToldOtherwise() throws IOException {
    GrayImage a = write("a.png", 0);
    List<String> lines =
        Shell.run(new Predict(), "--input", images, "--output", output, "--write", "none").done();
    try (TrainedModel model = TrainedModel.pretrained()) {
      assertEquals("a.png: " + model.countAnyScale(a).cells().count() + " cells", lines.get(0));
    }
    String row = Files.readAllLines(output.resolve("counts.csv")).get(1);
    assertTrue(row.matches("a\\.png,32,32,,,,1\\.0*,\\d+,\\d+,\\d+,\\d+,\\d+,.*,ok"), row);
  }

  @Test
  void oneScaleMayBeAskedFor() throws IOException {
    GrayImage a = write("a.png", 0);
    List<String> lines = predict(images, "--scale", 0.5).done();
    try (TrainedModel model = TrainedModel.load(trained)) {
      int count = model.count(a, 0.5).cells().count();
      assertEquals("a.png: " + count + " cells", lines.get(0));
      String row = Files.readAllLines(output.resolve("counts.csv")).get(1);
      assertTrue(row.matches("a\\.png,32,32,,,,0\\.50*," + count + ",,,,,.*,ok"), row);
    }
  }

  @Test
  void anNpzIsCountedIntoASubmission() throws IOException {
    NpzDataset.write(npz, CELLS);
    Path file = output.resolve("submission.csv");
    assertEquals(List.of("5 images counted into " + file), predict(npz).done());
    int[] counts = Submission.check(file, 5, SubmissionFormat.INDEX);
    try (TrainedModel model = TrainedModel.load(trained)) {
      assertArrayEquals(model.countAll(NpzDataset.readImages(npz), done -> {}), counts);
    }
    predict(npz, "--format", "id").done();
    assertArrayEquals(counts, Submission.check(file, 5, SubmissionFormat.ID));
    assertEquals(List.of("submission.csv"), Shell.files(output));
  }

  @Test
  void anNpzIsCountedAsItsImagesInAFolderAre() throws IOException {
    NpzDataset.write(npz, CELLS);
    predict(npz, "--scale", 0.5).done();
    int[] counts = Submission.check(output.resolve("submission.csv"), 5, SubmissionFormat.INDEX);
    try (TrainedModel model = TrainedModel.load(trained)) {
      assertArrayEquals(
          NpzDataset.readImages(npz).stream()
              .mapToInt(image -> model.count(image, 0.5).cells().count())
              .toArray(),
          counts);
      predict(npz).done();
      assertArrayEquals(
          NpzDataset.readImages(npz).stream()
              .mapToInt(image -> model.countAnyScale(image).cells().count())
              .toArray(),
          Submission.check(output.resolve("submission.csv"), 5, SubmissionFormat.INDEX));
    }
  }

  @Test
  void oneFileIsCountedAsInAFolder() throws IOException {
    write("a.png", 0);
    write("b.png", 1);
    List<String> both = predict(images).done();
    assertEquals(List.of(both.get(0)), predict(images.resolve("a.png")).done().subList(0, 1));
    assertEquals(2, Files.readAllLines(output.resolve("counts.csv")).size());
  }

  @Test
  void theSameCommandGoesOn() throws IOException {
    write("a.png", 0);
    List<String> first = predict(images).done();
    Path table = output.resolve("a.png.cells.csv");
    var written = Files.getLastModifiedTime(table);
    assertEquals(first, predict(images).done());
    assertEquals(written, Files.getLastModifiedTime(table));
    predict(images, "--scale", 0.5).done();
    assertTrue(Files.exists(output.resolve("earlier-1/a.png.cells.csv")));
  }

  @Test
  void whatIsAskedForIsWritten() throws IOException {
    write("a.png", 0);
    predict(images, "--write", "labels,rois,geojson,cells,overlay", "--pixel-size", 0.5).done();
    assertEquals(
        List.of(
            ".counts.jsonl",
            ".counts.lock",
            "a.png.cells.csv",
            "a.png.geojson",
            "a.png.labels.tif",
            "a.png.overlay.png",
            "a.png.rois.zip",
            "counts.csv"),
        Shell.files(output));
    assertTrue(Files.readAllLines(output.resolve("a.png.cells.csv")).get(0).contains(",areaUm2,"));
    assertTrue(Files.readString(output.resolve("counts.csv")).contains(",0.5,0.5,"));
    output = folder.resolve("none");
    predict(images, "--write", "none").done();
    assertEquals(List.of(".counts.jsonl", ".counts.lock", "counts.csv"), Shell.files(output));
  }

  @Test
  void whereNothingCouldBeCountedTheExitCodeSaysSo() throws IOException {
    Files.writeString(images.resolve("broken.png"), "no image at all");
    assertEquals(1, predict(images).code());
    assertEquals(2, Files.readAllLines(output.resolve("counts.csv")).size());
  }

  @Test
  void aTreeAndAListAreCounted() throws IOException {
    Files.createDirectory(images.resolve("sub"));
    write("sub/a.png", 0);
    write("b.png", 1);
    predict(images, "--recursive").done();
    assertTrue(Files.exists(output.resolve("sub/a.png.overlay.png")));
    Path list = Files.writeString(folder.resolve("list.txt"), "images/sub/a.png\n");
    output = folder.resolve("listed");
    List<String> lines =
        Shell.run(new Predict(), "--model", trained, "--list", list, "--output", output).done();
    assertTrue(lines.get(0).startsWith("a.png: "), lines.get(0));
  }

  @Test
  void anOptionThatDoesNotApplyIsRefused() throws IOException {
    write("a.png", 0);
    NpzDataset.write(npz, CELLS);
    for (String option : List.of("--write", "--channel", "--projection")) {
      predict(npz, option, option.equals("--projection") ? "max" : "cells")
          .failed(
              2,
              "predict: option '"
                  + option
                  + "' does not apply to "
                  + npz
                  + ", which gives a submission alone; expected image files; see --help");
    }
    predict(images, "--format", "index")
        .failed(
            2,
            "predict: option '--format' does not apply to image files, which give no submission;"
                + " expected an npz file; see --help");
    assertNothingWritten();
  }

  @Test
  void anInputOfAnotherKindIsRefused() throws IOException {
    write("a.png", 0);
    Path image = images.resolve("a.png");
    NpzDataset.write(npz, CELLS);
    predict(npz, "--input", image)
        .failed(
            2,
            "predict: Invalid value for option '--input': "
                + npz
                + ", "
                + image
                + ", expected one npz file alone; see --help");
    Files.delete(npz);
    predict(npz)
        .failed(1, "predict: " + npz + " is missing, expected an npz file or a folder of images");
    Files.delete(image);
    predict(images)
        .failed(
            1, "predict: " + images + " holds no .png, .jpg, .jpeg, .tif, .tiff, .btf, .bmp file");
    assertNothingWritten();
  }

  @Test
  void wrongArgumentsAreRefused() {
    predict(images, "--scale", 2)
        .failed(
            2,
            "predict: Invalid value for option '--scale': scale 2.0: expected above 0, up to 1;"
                + " see --help");
    predict(images, "--format", "row")
        .failed(
            2,
            "predict: Invalid value for option '--format': unknown submission format 'row',"
                + " expected one of index, id; see --help");
    predict(images, "--model", trained)
        .failed(2, "predict: option '--model' (FOLDER) should be specified only once; see --help");
    predict(images, "--write", "xlsx")
        .failed(
            2,
            "predict: Invalid value for option '--write': unknown output 'xlsx', expected one of"
                + " labels, rois, geojson, cells, overlay, or none alone; see --help");
    predict(images, "--plane", 0)
        .failed(
            2,
            "predict: Invalid value for option '--plane': plane 0: expected 1 or more; see --help");
    predict(images, "--time-limit", 0)
        .failed(
            2,
            "predict: Invalid value for option '--time-limit': 0, expected a number of seconds above"
                + " 0; see --help");
    predict(images, "--all").failed(2, "predict: Unknown option: '--all'; see --help");
    predict(images, "--format")
        .failed(2, "predict: Missing required parameter for option '--format' (NAME); see --help");
    Shell.run(new Predict(), "--model", trained)
        .failed(
            2,
            "predict: Missing required option: '--input=FOLDER|FILE' or '--list=FILE'; see --help");
    assertNothingWritten();
  }

  @Test
  void aBrokenNpzIsNamed() throws IOException {
    NpzDataset.write(npz, CELLS);
    byte[] whole = Files.readAllBytes(npz);
    Files.write(npz, Arrays.copyOf(whole, whole.length / 2));
    Shell shell = predict(npz);
    assertEquals(1, shell.code());
    assertEquals(1, shell.err().lines().count(), shell.err());
    assertTrue(shell.err().startsWith("predict: " + npz + " "), shell.err());
    assertNothingWritten();
  }

  @Test
  void aModelThatIsMissingOrHasNotBegunIsNamed() throws IOException {
    write("a.png", 0);
    Path model = folder.resolve("model");
    predict(model, images)
        .failed(
            1,
            "predict: "
                + model.resolve("model.json")
                + " is missing: no model has been trained there");
    train(CONFIG.withBaseChannels(2), model, progress -> Thread.currentThread().interrupt());
    assertTrue(Thread.interrupted());
    predict(model, images)
        .failed(
            1,
            "predict: "
                + model.resolve("best.safetensors")
                + " is missing: the run has not finished its first epoch");
    assertNothingWritten();
  }

  @Test
  void anUnfinishedModelCountsAndSaysSo() throws IOException {
    write("a.png", 0);
    Path model = folder.resolve("model");
    train(
        CONFIG.withBaseChannels(2),
        model,
        progress -> {
          if (progress.epochEnded()) {
            Thread.currentThread().interrupt();
          }
        });
    assertTrue(Thread.interrupted());
    assertEquals(
        model + " is not trained to its end; this is its best epoch so far",
        predict(model, images).done().get(0));
  }

  @Test
  void anOutputThatIsNoFolderIsNamed() throws IOException {
    NpzDataset.write(npz, CELLS);
    Files.writeString(output, "precious");
    Path file = output.resolve("submission.csv");
    predict(npz).failed(1, "predict: cannot write " + file + ": " + output + " is not a folder");
    assertEquals("precious", Files.readString(output));
  }

  @Test
  void helpListsEveryOptionAndTheNamesThereAre() {
    String help = String.join("\n", Shell.run(new Predict(), "--help").done());
    ShellCommand.line(new Predict())
        .getCommandSpec()
        .options()
        .forEach(option -> assertTrue(help.contains(option.longestName()), option.longestName()));
    assertTrue(help.contains("index, id; default index"), help);
    assertTrue(help.contains("default results/predictions"), help);
  }
}
