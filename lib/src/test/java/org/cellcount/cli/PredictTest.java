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
import org.cellcount.image.ImageFiles;
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

    List<String> lines = predict(images).done();
    assertEquals(
        List.of("a.png: " + ofA + " cells", "b.PNG: " + ofB + " cells"), lines.subList(0, 2));
    assertTrue(lines.get(2).startsWith("broken.png: broken.png "), lines.get(2));
    assertEquals("table: " + output.resolve("counts.csv"), lines.get(3));
    assertEquals(4, lines.size());
    assertEquals(
        List.of(
            "a.png.cells.csv",
            "a.png.cells.png",
            "b.PNG.cells.csv",
            "b.PNG.cells.png",
            "counts.csv"),
        Shell.files(output));

    List<String> table = Files.readAllLines(output.resolve("counts.csv"));
    assertEquals("file,height,width,scale,count,status", table.get(0));
    assertTrue(table.get(1).matches("a\\.png,32,32,[01]\\.\\d+," + ofA + ",ok"), table.get(1));
    assertTrue(table.get(2).matches("b\\.PNG,32,32,[01]\\.\\d+," + ofB + ",ok"), table.get(2));
    assertTrue(table.get(3).startsWith("broken.png,,,,,"), table.get(3));
    assertEquals(4, table.size());
    assertEquals(1 + ofA, Files.readAllLines(output.resolve("a.png.cells.csv")).size());
    assertTrue(ImageIO.read(output.resolve("b.PNG.cells.png").toFile()).getWidth() >= 32);
  }

  @Test
  void oneScaleMayBeAskedFor() throws IOException {
    GrayImage a = write("a.png", 0);
    List<String> lines = predict(images, "--scale", 0.5).done();
    try (TrainedModel model = TrainedModel.load(trained)) {
      int count = model.count(a, 0.5).cells().count();
      assertEquals("a.png: " + count + " cells", lines.get(0));
      String row = Files.readAllLines(output.resolve("counts.csv")).get(1);
      assertTrue(row.matches("a\\.png,32,32,0\\.50*," + count + ",ok"), row);
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
  void anOptionThatDoesNotApplyIsRefused() throws IOException {
    write("a.png", 0);
    NpzDataset.write(npz, CELLS);
    predict(npz, "--scale", 0.5)
        .failed(
            2,
            "predict: option '--scale' does not apply to "
                + npz
                + ", whose images are counted as they are; expected a folder of images;"
                + " see --help");
    predict(images, "--format", "index")
        .failed(
            2,
            "predict: option '--format' does not apply to the folder "
                + images
                + ", which gives no submission; expected an npz file; see --help");
    assertNothingWritten();
  }

  @Test
  void anInputOfAnotherKindIsRefused() throws IOException {
    write("a.png", 0);
    Path image = images.resolve("a.png");
    predict(image)
        .failed(
            2,
            "predict: Invalid value for option '--input': "
                + image
                + ", expected an npz file or a folder that holds the images; see --help");
    predict(npz)
        .failed(1, "predict: " + npz + " is missing, expected an npz file or a folder of images");
    Files.delete(image);
    predict(images)
        .failed(1, "predict: " + images + " holds no .png, .jpg, .jpeg, .tif, .tiff file");
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
    predict(images, "--all").failed(2, "predict: Unknown option: '--all'; see --help");
    predict(images, "--format")
        .failed(2, "predict: Missing required parameter for option '--format' (NAME); see --help");
    Shell.run(new Predict(), "--input", images)
        .failed(2, "predict: Missing required option: '--model=FOLDER'; see --help");
    Shell.run(new Predict())
        .failed(
            2,
            "predict: Missing required options: '--model=FOLDER', '--input=FOLDER|FILE';"
                + " see --help");
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
