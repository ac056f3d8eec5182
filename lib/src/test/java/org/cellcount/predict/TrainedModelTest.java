package org.cellcount.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellcount.count.CountOptions;
import org.cellcount.data.Split;
import org.cellcount.image.GrayImage;
import org.cellcount.image.Normalisation;
import org.cellcount.target.CellMaps;
import org.cellcount.target.ModelFolder;
import org.cellcount.target.Target;
import org.cellcount.train.RunConfig;
import org.cellcount.train.RunFolder;
import org.cellcount.train.TestCells;
import org.cellcount.train.TrainingRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainedModelTest {
  private static final RunConfig CONFIG =
      RunConfig.published()
          .withBaseChannels(2)
          .withEpochs(1)
          .withBatchSize(4)
          .withTarget(Target.DISTANCE)
          .withNormalisation(Normalisation.PERCENTILE);

  @TempDir static Path trained;
  @TempDir Path folder;

  @BeforeAll
  static void train() throws IOException {
    train(CONFIG, trained);
  }

  private static void train(RunConfig config, Path where) throws IOException {
    new TrainingRun(config, new Split(TestCells.discs(8, 1), TestCells.discs(4, 2)), where).run();
  }

  private void copyRun() throws IOException {
    Files.copy(trained.resolve("run.json"), folder.resolve("run.json"));
    Files.copy(trained.resolve("model.json"), folder.resolve("model.json"));
    Files.copy(new RunFolder(trained).model().best(), new RunFolder(folder).model().best());
  }

  private String loadingFails() {
    return assertThrows(IOException.class, () -> TrainedModel.load(folder)).getMessage();
  }

  @Test
  void tilesEqualTheWhole() throws IOException {
    GrayImage image = TilingTest.noise(500, 420, 4);
    try (TrainedModel model = TrainedModel.load(trained)) {
      CellMaps whole = model.predict(image, Integer.MAX_VALUE);
      CellMaps tiled = model.predict(image, 1);
      double largest = 0;
      for (int row = 0; row < 500; row++) {
        for (int column = 0; column < 420; column++) {
          largest =
              Math.max(
                  largest,
                  Math.abs(
                      whole.foreground().get(row, column) - tiled.foreground().get(row, column)));
        }
      }
      assertTrue(largest < 1e-4, "differs by " + largest);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 50", "17, 33", "130, 99"})
  void anySizeWorks(int height, int width) throws IOException {
    try (TrainedModel model = TrainedModel.load(trained)) {
      CellMaps maps = model.predict(TilingTest.noise(height, width, 5));
      assertEquals(height, maps.foreground().height());
      assertEquals(width, maps.separation().orElseThrow().width());
      for (float probability : maps.foreground().pixels()) {
        assertTrue(probability >= 0 && probability <= 1, "probability " + probability);
      }
    }
  }

  @Test
  void manyImagesAreCountedAsOneByOne() throws IOException {
    List<GrayImage> images = new ArrayList<>(TestCells.discs(150, 3).images());
    images.add(70, TilingTest.noise(40, 25, 1));
    images.add(TilingTest.noise(1, 1, 1));
    List<Integer> done = new ArrayList<>();
    try (TrainedModel model = TrainedModel.load(trained)) {
      int[] counts = model.countAll(images, done::add);
      assertArrayEquals(images.stream().mapToInt(i -> model.count(i).count()).toArray(), counts);
    }
    assertEquals(List.of(128, 152), done);
  }

  @Test
  void countsWithTheOptionsStoredInTheFolder() throws IOException {
    copyRun();
    CountOptions options = CountOptions.defaults().withMinArea(27);
    new ModelFolder(folder).write(options);
    try (TrainedModel model = TrainedModel.load(folder)) {
      assertEquals(options, model.countOptions());
      assertEquals(new RunFolder(folder).config(), CONFIG);
    }
  }

  @Test
  void anEmptyFolderIsNoRun() {
    assertEquals(
        folder.resolve("model.json") + " is missing: no model has been trained there",
        loadingFails());
  }

  @Test
  void aRunWithoutAnEpochSaysSo() throws IOException {
    Files.copy(trained.resolve("run.json"), folder.resolve("run.json"));
    Files.copy(trained.resolve("model.json"), folder.resolve("model.json"));
    assertEquals(
        folder.resolve("best.safetensors")
            + " is missing: the run has not finished its first epoch",
        loadingFails());
  }

  @Test
  void weightsOfAnotherWidthAreRefused() throws IOException {
    copyRun();
    train(CONFIG.withBaseChannels(4), folder.resolve("wider"));
    Path best = new RunFolder(folder).model().best();
    Files.delete(best);
    Files.copy(new RunFolder(folder.resolve("wider")).model().best(), best);
    String message = loadingFails();
    assertTrue(message.startsWith(best.toString()), message);
  }

  @Test
  void truncatedWeightsAreNamed() throws IOException {
    copyRun();
    Path best = new RunFolder(folder).model().best();
    byte[] whole = Files.readAllBytes(best);
    Files.write(best, Arrays.copyOf(whole, whole.length - 100));
    String message = loadingFails();
    assertTrue(message.contains(best.toString()), message);
  }

  @Test
  void brokenCountingOptionsAreNamed() throws IOException {
    copyRun();
    Files.writeString(new ModelFolder(folder).counting(), "{\"threshold\": 7}");
    String message = loadingFails();
    assertTrue(message.startsWith(new ModelFolder(folder).counting().toString()), message);
  }

  private Path secondNetwork(RunConfig config) throws IOException {
    copyRun();
    Files.copy(new RunFolder(trained).last(), new RunFolder(folder).last());
    Path second = folder.resolve("network-2");
    new ModelFolder(folder).writeSize(2);
    train(config, second);
    return second;
  }

  private static double logit(float probability) {
    return Math.log(probability / (1 - probability));
  }

  @Test
  void anEnsembleAnswersWithTheMeanOfItsNetworks() throws IOException {
    Path second = secondNetwork(CONFIG.withSeed(7));
    GrayImage image = TilingTest.noise(40, 50, 6);
    try (TrainedModel a = TrainedModel.load(trained);
        TrainedModel b = TrainedModel.load(second);
        TrainedModel both = TrainedModel.load(folder)) {
      assertEquals(1, a.networks());
      assertEquals(2, both.networks());
      assertEquals(2 * a.parameterCount(), both.parameterCount());
      float[] one = a.predict(image).separation().orElseThrow().pixels();
      float[] other = b.predict(image).separation().orElseThrow().pixels();
      float[] mean = both.predict(image).separation().orElseThrow().pixels();
      double apart = 0;
      for (int i = 0; i < mean.length; i++) {
        assertEquals((logit(one[i]) + logit(other[i])) / 2, logit(mean[i]), 1e-3);
        apart = Math.max(apart, Math.abs(one[i] - other[i]));
      }
      assertTrue(apart > 0.01, "the networks are the same");
    }
  }

  @Test
  void anEnsembleOfUnlikeNetworksIsRefused() throws IOException {
    Path second = secondNetwork(CONFIG.withTarget(Target.MASK));
    assertEquals(
        second
            + " was trained in another way than the networks beside it, expected another seed"
            + " alone",
        loadingFails());
  }

  @Test
  void anEnsembleWithANetworkUnderWayIsRefused() throws IOException {
    Path second = secondNetwork(CONFIG.withSeed(7));
    Files.delete(new RunFolder(second).last());
    assertEquals(
        second
            + " is not trained to its end; go on with it, or delete it and lower the number in"
            + " ensemble.json beside it to do without",
        loadingFails());
  }
}
