package org.cellcount.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cellcount.augment.Augmentation;
import org.cellcount.data.CellDataset;
import org.cellcount.data.NpzDataset;
import org.cellcount.data.TrainingData;
import org.cellcount.experiment.Holdout;
import org.cellcount.experiment.Report;
import org.cellcount.image.GrayImage;
import org.cellcount.image.Normalisation;
import org.cellcount.loss.Loss;
import org.cellcount.microscopy.ImageFiles;
import org.cellcount.microscopy.ImageSelection;
import org.cellcount.model.UNet;
import org.cellcount.ops.Precision;
import org.cellcount.predict.TrainedModel;
import org.cellcount.target.Target;
import org.cellcount.train.RunConfig;
import org.cellcount.train.RunFolder;
import org.cellcount.train.Schedule;
import org.cellcount.train.Start;
import org.cellcount.train.TestCells;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainTest {
  private static final List<String> NETWORK =
      List.of("best.safetensors", "history.csv", "last.safetensors", "model.json", "run.json");
  private static final String EPOCH =
      "epoch +\\d+/\\d+  loss \\d\\.\\d{4}  validation \\d\\.\\d{4}  Dice \\d\\.\\d{4}"
          + "  MAE \\d+\\.\\d\\d, separated \\d+\\.\\d\\d  \\d+ s, waiting \\d+\\.\\d %";

  @TempDir private Path folder;
  private Path data;
  private Path output;

  @BeforeEach
  void twentyImages() throws IOException {
    data = folder.resolve("train_data.npz");
    output = folder.resolve("model");
    NpzDataset.write(data, TestCells.discs(20, 1));
  }

  /** Trains tiny networks. */
  private Shell train(Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("--data", data, "--output", output));
    arguments.addAll(List.of("--base", 2, "--batch", 4, "--precision", "fp32"));
    arguments.addAll(Arrays.asList(more));
    return Shell.run(new Train(), arguments.toArray());
  }

  private static void assertMatches(String pattern, String line) {
    assertTrue(line.matches(pattern), line);
  }

  private void assertReports(List<String> lines, String heading, Report report) {
    int begin = lines.indexOf(heading) + 1;
    assertTrue(begin > 0, lines.toString());
    assertEquals(report.toText().lines().toList(), lines.subList(begin, lines.size() - 1));
    assertEquals("model folder: " + output, lines.get(lines.size() - 1));
  }

  @Test
  void trainsTunesAndReportsAndGoesOnWithMoreNetworks() throws IOException {
    List<String> lines = train("--epochs", 1, "--networks", 2).done();
    assertEquals(
        "U-Net 2, target combined, BCE + Dice, augmentation robust, 1 epochs, 2 networks:"
            + " 14 images to train on, 2 to validate on",
        lines.get(0));
    assertMatches("network 1, " + EPOCH, lines.get(1));
    assertMatches("network 2, " + EPOCH, lines.get(2));
    assertMatches("trained in \\d+ s; weights of epoch 1, 1", lines.get(3));
    assertMatches(
        "counting options tuned on 2 validation images: MAE \\S+ -> \\S+ \\(\\d+ tried\\)",
        lines.get(4));
    Holdout parts = Holdout.of(NpzDataset.read(data), 42);
    try (TrainedModel model = TrainedModel.load(output)) {
      assertEquals(2, model.networks());
      String heading = "on test images, which nothing was chosen on:";
      assertReports(lines, heading, Report.of(model, parts.test()));
    }
    List<String> files = new ArrayList<>(NETWORK);
    NETWORK.forEach(file -> files.add("network-2/" + file));
    files.addAll(List.of("counting.json", "ensemble.json"));
    assertEquals(files.stream().sorted().toList(), Shell.files(output));

    byte[] first = Files.readAllBytes(output.resolve("best.safetensors"));
    lines = train("--epochs", 1, "--networks", 3).done();
    assertMatches("network 3, " + EPOCH, lines.get(1));
    assertMatches("trained in \\d+ s; weights of epoch 1, 1, 1", lines.get(2));
    assertArrayEquals(first, Files.readAllBytes(output.resolve("best.safetensors")));

    train("--epochs", 1)
        .failed(
            1,
            "train: " + output + " holds 3 networks, 1 wanted; ask for 3 or choose another folder");
  }

  @Test
  void foldsAreTestedBeforeTheModelIsTrainedOnAll() throws IOException {
    List<String> lines = train("--epochs", 1, "--folds", 2).done();
    assertMatches("fold 1, " + EPOCH, lines.get(0));
    assertMatches("fold 2, " + EPOCH, lines.get(1));
    assertEquals("each part counted by the network that had not seen it:", lines.get(2));
    assertTrue(lines.stream().anyMatch(line -> line.strip().startsWith("all")), lines::toString);
    for (String part : List.of("folds/fold-1", "folds/fold-2", ".")) {
      TrainedModel.load(output.resolve(part)).close();
    }
    List<String> again = train("--epochs", 1, "--folds", 2).done();
    assertEquals(lines.get(2), again.get(0));
    assertEquals(lines.get(lines.size() - 2), again.get(again.size() - 2));
    train("--epochs", 1, "--folds", 1)
        .failed(
            2,
            "train: Invalid value for option '--folds': folds 1: expected 2 or more; see --help");
  }

  @Test
  void writesTheModelOnceMoreForCountingAlone() throws IOException {
    Path compact = folder.resolve("compact");
    List<String> lines = train("--epochs", 1, "--compact", compact).done();
    assertEquals("for counting alone: " + compact, lines.get(lines.size() - 1));
    assertEquals(List.of("best.safetensors", "counting.json", "model.json"), Shell.files(compact));
    TrainedModel.load(compact).close();
    train("--epochs", 1, "--compact", compact)
        .failed(1, "train: " + compact + " holds a model already, expected an empty folder");
  }

  @Test
  void everyOptionReachesTheRunAndAnotherRunIsRefused() throws IOException {
    train(
            "--preset",
            "lightweight",
            "--model",
            "attention_unet",
            "--target",
            "mask",
            "--loss",
            "dice",
            "--augmentation",
            "none",
            "--normalisation",
            "cube root",
            "--epochs",
            1,
            "--learning-rate",
            "5e-4",
            "--schedule",
            "cosine",
            "--seed",
            7)
        .done();
    RunConfig expected =
        RunConfig.lightweight()
            .withNetwork(UNet.ATTENTION.withBaseChannels(2))
            .withTarget(Target.MASK)
            .withLoss(Loss.DICE)
            .withAugmentation(Augmentation.NONE)
            .withNormalisation(Normalisation.CUBE_ROOT)
            .withEpochs(1)
            .withBatchSize(4)
            .withLearningRate(5e-4)
            .withSchedule(Schedule.COSINE)
            .withPrecision(Precision.FP32)
            .withSeed(7);
    assertEquals(expected, new RunFolder(output).config());

    List<String> before = Shell.files(output);
    Shell other = train("--preset", "lightweight", "--epochs", 2, "--seed", 7);
    assertEquals(1, other.code());
    assertEquals(1, other.err().lines().count(), other.err());
    assertTrue(other.err().startsWith("train: " + output + " holds another run ("), other.err());
    assertTrue(other.err().contains("epochs 1 there, 2 wanted"), other.err());
    assertTrue(other.err().endsWith("; choose another folder or delete it\n"), other.err());
    assertEquals(before, Shell.files(output));
  }

  @Test
  void allImagesButATenthAreTrainedOn() throws IOException {
    List<String> lines = train("--epochs", 1, "--target", "mask", "--all").done();
    assertTrue(
        lines.get(0).endsWith(", one network: 18 images to train on, 2 to validate on"),
        lines.get(0));
    assertMatches(EPOCH, lines.get(1));
    try (TrainedModel model = TrainedModel.load(output)) {
      assertReports(
          lines,
          "on the validation images, which the counting options were tuned on:",
          Report.of(model, NpzDataset.read(data).split(0.1, 42).validation()));
    }
  }

  @Test
  void aNetworkIsAsWideAsThePresets() throws IOException {
    RunOptions options = options("--model", "Residual U-Net");
    assertEquals(UNet.RESIDUAL.withBaseChannels(16), options.config().network());
    options = options("--model", "U-Net", "--preset", "attention");
    assertEquals(UNet.PLAIN, options.config().network());
    assertEquals(RunConfig.counting(), options().config());
  }

  private static RunOptions options(String... arguments) {
    Train train = new Train();
    ShellCommand.line(train).parseArgs(arguments);
    return train.run;
  }

  @Test
  void fitsAModelToOtherImages() throws IOException {
    train("--epochs", 1).done();
    Path model = output;
    output = folder.resolve("mine");
    NpzDataset.write(data, TestCells.discs(10, 2));
    Object[] tuning = {"--from", model, "--augmentation", "full", "--epochs", 2};
    List<String> lines = train(tuning).done();
    assertMatches(
        "U-Net 2, target combined, BCE \\+ Dice, augmentation full, 2 epochs, from U-Net 2, target"
            + " combined, weights [0-9a-f]{8}, one network: 7 images to train on, 1 to validate on",
        lines.get(0));
    assertMatches("trained in \\d+ s; weights of epoch 2", lines.get(3));
    assertEquals("counted as by the model that it started from", lines.get(4));
    RunConfig config = new RunFolder(output).config();
    assertEquals(Normalisation.CUBE_ROOT, config.normalisation());
    assertEquals(5e-4, config.learningRate());

    byte[] weights = Files.readAllBytes(output.resolve("best.safetensors"));
    assertEquals(lines.get(0), train(tuning).done().get(0));
    assertArrayEquals(weights, Files.readAllBytes(output.resolve("best.safetensors")));
    tuning[1] = output;
    Shell other = train(tuning);
    assertEquals(1, other.code());
    assertTrue(other.err().startsWith("train: " + output + " holds another run (start "));

    String rest = "; see --help";
    String belong = ", which the weights to start from belong to";
    train("--from", model, "--target", "mask")
        .failed(
            2,
            "train: Invalid value for option '--target': target mask: expected combined"
                + belong
                + rest);
    train("--from", model, "--model", "attention_unet")
        .failed(
            2,
            "train: Invalid value for option '--model': network Attention U-Net 2: expected U-Net"
                + " 2"
                + belong
                + rest);
    train("--from", model, "--preset", "general")
        .failed(
            2,
            "train: Invalid value for option '--preset': --from has settings of its own, expected"
                + " one of the two"
                + rest);
    train("--from", folder)
        .failed(
            1,
            "train: "
                + folder.resolve("model.json")
                + " is missing: no model has been trained there");
  }

  @Test
  void theModelOfTheLibraryIsCalledPretrained() throws IOException {
    RunOptions options = options("--from", "pretrained");
    assertEquals(RunConfig.fineTuning(Start.pretrained()), options.config());
  }

  @Test
  void oneMicroscopeImageIsNotEnough() throws IOException {
    CellDataset cells = TestCells.discs(4, 1);
    NpzDataset.write(data, cells.withGroups(7, 7, 7, 7));
    train()
        .failed(
            1,
            "train: train_data holds 1 microscope image, expected at least 3: to train on, to"
                + " validate on and to test on (2 do with --all)");
    NpzDataset.write(data, cells.withGroups(7, 7, 7, 8));
    train()
        .failed(
            1,
            "train: train_data holds 2 microscope images, expected at least 3: to train on, to"
                + " validate on and to test on (2 do with --all)");
    assertEquals(List.of("train_data.npz"), Shell.files(folder));
    train("--all", "--epochs", 1).done();
  }

  @Test
  void whereLabelsAreMissingItIsSaid() throws IOException {
    CellDataset cells = TestCells.discs(10, 1);
    NpzDataset.write(
        data,
        CellDataset.of(
            "bare", cells.images(), IntStream.range(0, 10).mapToObj(cells::mask).toList()));
    String first =
        "without labels: the cells to learn from are cut out of the masks by their shape";
    assertEquals(first, train("--epochs", 1).done().get(0));
  }

  /** A field of square cells in 16 bits, of which a microscope has used a tenth. */
  private static void field(Path images, Path labels, String name, int size, long seed)
      throws IOException {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_USHORT_GRAY);
    GrayImage numbers = GrayImage.zeros(size, size);
    SplittableRandom random = new SplittableRandom(seed);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        boolean cell = row % 24 < 12 && column % 24 < 12;
        image.getRaster().setSample(column, row, 0, (cell ? 5000 : 500) + random.nextInt(200));
        int number = 1 + row / 24 * (size / 24 + 1) + column / 24;
        numbers.pixels()[row * size + column] = cell ? number / 255f : 0;
      }
    }
    ImageFiles.writePng(images.resolve(name + ".png"), image);
    ImageFiles.writePng(labels.resolve(name + ".png"), numbers);
  }

  @Test
  void theGeneralPresetTakesPartsOfWholeFieldsOfAnyBitDepth() throws IOException {
    data = folder.resolve("fields");
    for (int i = 0; i < 4; i++) {
      field(data.resolve("images"), data.resolve("labels"), "f" + i, 140 + 40 * i, i);
    }
    List<String> lines = train("--preset", "general", "--epochs", 2, "--all").done();
    assertMatches(
        "U-Net 2, target combined, BCE \\+ Dice, augmentation world, 2 epochs, one network: \\d+"
            + " images to train on, [1-9]\\d* to validate on",
        lines.get(0));
    try (TrainedModel model = TrainedModel.load(output)) {
      assertEquals(Target.COMBINED, model.settings().target());
      assertEquals(12 * 2 / Math.sqrt(Math.PI), model.cellDiameter(), 8);
    }
  }

  @Test
  void cropsAreTakenWholeByTheGeneralPreset() throws IOException {
    data = folder.resolve("fields");
    for (int i = 0; i < 3; i++) {
      field(data.resolve("images"), data.resolve("labels"), "f" + i, 128, i);
    }
    CellDataset crops = TrainingData.read(data, ImageSelection.NONE).images();
    data = folder.resolve("crops.npz");
    NpzDataset.write(data, crops);
    List<String> lines = train("--preset", "general", "--epochs", 1).done();
    assertTrue(lines.get(0).endsWith(": 1 images to train on, 1 to validate on"), lines.get(0));
    NpzDataset.write(data, TestCells.discs(4, 1));
    output = folder.resolve("other");
    train("--preset", "general")
        .failed(
            1,
            "train: images of crops (training) 32x32: expected at least the 128x128 that"
                + " augmentation 'world' takes of them");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--preset | best | unknown preset 'best', expected one of published, baseline, attention,"
            + " lightweight, counting, general",
        "--model | vnet | unknown network 'vnet', expected one of U-Net, Attention U-Net, Residual"
            + " U-Net",
        "--target | cells | unknown target 'cells', expected one of mask, border weights, border"
            + " class, distance, centres, gradient flows, star-convex, density, combined",
        "--loss | mse | unknown loss 'mse', expected one of BCE, Dice, BCE + Dice, Focal, Tversky",
        "--augmentation | all | unknown augmentation 'all', expected one of none, flips + rotation,"
            + " full, robust, world",
        "--normalisation | zscore | unknown normalisation 'zscore', expected one of none,"
            + " percentile, cube root, robust",
        "--schedule | step | unknown schedule 'step', expected one of plateau, cosine",
        "--precision | fp16 | unknown precision 'fp16', expected one of auto, fp32, bf16",
        "--networks | 0 | 0, expected 1 or more",
        "--networks | few | 'few', expected a whole number",
        "--epochs | 0 | epochs 0: expected 1 or more",
        "--learning-rate | 20 | learning rate 20.0: expected above 0, below 10",
        "--learning-rate | fast | 'fast', expected a number",
        "--seed | 1.5 | '1.5', expected a whole number",
      })
  void aWrongValueIsAnsweredWithTheRightOnes(String option, String value, String reason)
      throws IOException {
    train(option, value)
        .failed(2, "train: Invalid value for option '" + option + "': " + reason + "; see --help");
    assertEquals(List.of("train_data.npz"), Shell.files(folder));
  }

  @Test
  void wrongArgumentsAreRefused() throws IOException {
    train("--epoch", 3)
        .failed(2, "train: Unknown options: '--epoch', '3', expected perhaps --epochs; see --help");
    train("--epochs")
        .failed(2, "train: Missing required parameter for option '--epochs' (N); see --help");
    train("--base", 2)
        .failed(2, "train: option '--base' (CHANNELS) should be specified only once; see --help");
    train("--all", "--all")
        .failed(2, "train: option '--all' should be specified only once; see --help");
    Shell.run(new Train(), "--base", 3)
        .failed(
            2,
            "train: Invalid value for option '--base': base channels 3: expected even, 2 or more;"
                + " see --help");
    assertEquals(List.of("train_data.npz"), Shell.files(folder));
  }

  @Test
  void dataThatCannotBeReadIsNamedAndNothingIsWritten() throws IOException {
    byte[] whole = Files.readAllBytes(data);
    Files.write(data, Arrays.copyOf(whole, whole.length / 2));
    Shell shell = train();
    assertEquals(1, shell.code());
    assertEquals(1, shell.err().lines().count(), shell.err());
    assertTrue(shell.err().startsWith("train: " + data + " "), shell.err());
    assertEquals(List.of("train_data.npz"), Shell.files(folder));
    Files.delete(data);
    train().failed(1, "train: " + data + " does not exist");
    assertEquals(List.of(), Shell.files(folder));
  }

  @Test
  void anOutputThatIsNoFolderIsNamed() throws IOException {
    Files.writeString(output, "precious");
    Shell shell = train("--target", "mask");
    assertEquals(1, shell.code());
    assertEquals(1, shell.err().lines().count(), shell.err());
    assertTrue(shell.err().startsWith("train: cannot write " + output), shell.err());
    assertTrue(shell.err().endsWith(output + " is not a folder\n"), shell.err());
    assertEquals("precious", Files.readString(output));
  }

  @Test
  void helpListsEveryOptionAndTheNamesThereAre() {
    String help = String.join(" ", Shell.run(new Train(), "--help").done()).replaceAll(" +", " ");
    ShellCommand.line(new Train())
        .getCommandSpec()
        .options()
        .forEach(option -> assertTrue(help.contains(option.longestName()), option.longestName()));
    assertTrue(help.contains("--loss=NAME what it is told to make small: BCE, Dice, BCE + Dice,"));
    assertTrue(
        help.contains("published, baseline, attention, lightweight, counting, general;"), help);
    assertTrue(help.contains("default results/model"), help);
  }

  @Test
  void trainsOnAFolderOfImagesWithLabels() throws IOException {
    CellDataset cells = NpzDataset.read(data);
    data = folder.resolve("labelled");
    for (int i = 0; i < 3; i++) {
      GrayImage image = cells.image(i).window(0, 0, 160, 160);
      GrayImage labels = GrayImage.zeros(160, 160);
      for (int pixel = 0; pixel < labels.pixels().length; pixel++) {
        int band = 1 + pixel / 160 / 8;
        labels.pixels()[pixel] = image.pixels()[pixel] > 0.5f ? band / 255f : 0;
      }
      ImageFiles.writePng(data.resolve("images/" + i + ".png"), image);
      ImageFiles.writePng(data.resolve("labels/" + i + ".png"), labels);
    }
    ImageFiles.writePng(data.resolve("images/alone.png"), cells.image(0));
    List<String> lines = train("--epochs", 1, "--all").done();
    assertEquals("left out: alone.png: has no labels", lines.get(0));
    assertMatches(".*: 2 images to train on, 1 to validate on", lines.get(1));
  }
}
