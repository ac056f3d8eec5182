package org.cellcount.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cellcount.count.CountOptions;
import org.cellcount.count.Separation;
import org.cellcount.data.CellDataset;
import org.cellcount.data.Split;
import org.cellcount.image.GrayImage;
import org.cellcount.predict.TrainedModel;
import org.cellcount.target.CellMaps;
import org.cellcount.target.ModelFolder;
import org.cellcount.target.Target;
import org.cellcount.train.RunConfig;
import org.cellcount.train.TestCells;
import org.cellcount.train.TrainingRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountTunerTest {
  private static final CountOptions COMPONENTS =
      CountOptions.defaults().withSeparation(Separation.COMPONENTS).withCleaning(0, 0, false);

  @TempDir Path folder;

  /** Squares of one probability on a ground of 0.05, each given as row, column and side. */
  private static void squares(float[] map, float probability, int[]... squares) {
    for (int[] square : squares) {
      for (int row = 0; row < square[2]; row++) {
        for (int column = 0; column < square[2]; column++) {
          map[(square[0] + row) * 32 + square[1] + column] = probability;
        }
      }
    }
  }

  private static CellMaps maps(float[] map) {
    return new CellMaps(new GrayImage(32, 32, map), Optional.empty());
  }

  /** Images of which only the true counts matter. */
  private static CellDataset counted(int... counts) {
    List<GrayImage> images = Collections.nCopies(counts.length, GrayImage.zeros(32, 32));
    return CellDataset.of("counted", images, images).withCounts(counts);
  }

  @Test
  void findsThePlantedThresholdAndArea() {
    float[] first = new float[32 * 32];
    squares(first, 0.62f, new int[] {2, 2, 6}, new int[] {2, 20, 6});
    squares(first, 0.48f, new int[] {20, 2, 6});
    squares(first, 0.9f, new int[] {20, 20, 4});
    float[] second = new float[32 * 32];
    squares(second, 0.62f, new int[] {10, 10, 7});
    squares(second, 0.48f, new int[] {24, 24, 7});
    squares(second, 0.9f, new int[] {2, 2, 4});
    CountTuner.Tuned tuned =
        CountTuner.tune(
            List.of(maps(first), maps(second)),
            counted(2, 1),
            COMPONENTS.withThreshold(0.3).withMinArea(1));
    assertEquals(2, tuned.maeBefore());
    assertEquals(0, tuned.mae());
    double threshold = tuned.options().threshold();
    assertTrue(threshold > 0.479 && threshold < 0.62, "threshold " + threshold);
    int area = tuned.options().minArea();
    assertTrue(area > 16 && area <= 36, "area " + area);
    assertEquals(Separation.COMPONENTS, tuned.options().separation());
    assertTrue(tuned.tried() > 20);
  }

  /** Maps of one cell each, some with a faint second one that is no cell. */
  private static List<CellMaps> faint(int cells, int faint) {
    List<CellMaps> maps = new ArrayList<>();
    for (int i = 0; i < cells; i++) {
      float[] map = new float[32 * 32];
      squares(map, 0.9f, new int[] {2, 2, 6});
      if (i < faint) {
        squares(map, 0.55f, new int[] {20, 20, 6});
      }
      maps.add(maps(map));
    }
    return maps;
  }

  @Test
  void followsAGainThatManyImagesShare() {
    CountTuner.Tuned tuned = CountTuner.tune(faint(12, 8), ones(12), COMPONENTS);
    assertEquals(8 / 12.0, tuned.maeBefore());
    assertEquals(0, tuned.mae());
    assertTrue(tuned.options().threshold() >= 0.55);
  }

  @Test
  void leavesAGainToLuckThatFewImagesShare() {
    CountTuner.Tuned tuned = CountTuner.tune(faint(12, 2), ones(12), COMPONENTS);
    assertEquals(COMPONENTS, tuned.options());
    assertEquals(2 / 12.0, tuned.mae());
  }

  @Test
  void imagesOfOneGroupAreOneObservation() {
    List<CellMaps> maps = faint(12, 6);
    assertEquals(0, CountTuner.tune(maps, ones(12), COMPONENTS).mae());
    CellDataset sixOfOneField = ones(12).withGroups(1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 7);
    assertEquals(COMPONENTS, CountTuner.tune(maps, sixOfOneField, COMPONENTS).options());
    CellDataset allOfOneField = ones(12).withGroups(new int[12]);
    assertEquals(COMPONENTS, CountTuner.tune(maps, allOfOneField, COMPONENTS).options());
  }

  private static CellDataset ones(int images) {
    int[] counts = new int[images];
    Arrays.fill(counts, 1);
    return counted(counts);
  }

  @Test
  void keepsOptionsThatCannotBeImproved() {
    CountTuner.Tuned tuned = CountTuner.tune(faint(4, 0), ones(4), COMPONENTS);
    assertEquals(COMPONENTS, tuned.options());
    assertEquals(0, tuned.mae());
  }

  /** A network's answer of squares that are the same in every map. */
  private static CellMaps answer(CellMaps maps) {
    GrayImage ray = maps.foreground().copy();
    for (int i = 0; i < ray.pixels().length; i++) {
      ray.pixels()[i] = 3;
    }
    return new CellMaps(
        maps.foreground(),
        Optional.of(maps.foreground()),
        Map.of("distance", List.of(maps.foreground()), "rays", Collections.nCopies(32, ray)));
  }

  @Test
  void aTargetIsTunedInItsOwnWayByTheOptionsThatItUses() {
    List<CellMaps> maps = faint(12, 8).stream().map(CountTunerTest::answer).toList();
    CountTuner.Tuned tuned = CountTuner.tune(maps, ones(12), Target.STARS);
    assertEquals(8 / 12.0, tuned.maeBefore());
    assertEquals(0, tuned.mae());
    CountOptions start = Target.STARS.countOptions();
    assertEquals(start.withThreshold(tuned.options().threshold()), tuned.options());
    assertTrue(tuned.options().threshold() >= 0.55);
    // Sigma and h, 105 pairs of values, are not used: their ends are tried, the others left.
    assertTrue(tuned.tried() < 60, tuned.tried() + " tried");
  }

  @Test
  void needsAMapOfEveryImage() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> CountTuner.tune(List.of(), counted(1), COMPONENTS));
    assertEquals("tuning got 0 maps of 1 images, expected one each", e.getMessage());
  }

  @Test
  void theOptionsOfARunAreStoredWithIt() throws IOException {
    RunConfig config = RunConfig.published().withBaseChannels(2).withEpochs(1).withBatchSize(4);
    CellDataset validation = TestCells.discs(4, 2);
    new TrainingRun(config, new Split(TestCells.discs(8, 1), validation), folder).run();
    CountTuner.Tuned tuned = CountTuner.tuneRun(folder, validation);
    assertEquals(tuned.options(), new ModelFolder(folder).countOptions(config.target()));
    try (TrainedModel model = TrainedModel.load(folder)) {
      assertEquals(tuned.options(), model.countOptions());
      assertEquals(
          tuned.mae(),
          CountTuner.score(
                  model.predictAll(validation.images()), validation.trueCounts(), tuned.options())
              .mae());
    }
  }
}
