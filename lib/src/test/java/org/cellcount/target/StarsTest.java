package org.cellcount.target;

import static org.cellcount.testing.Grids.labels;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cellcount.count.CountOptions;
import org.cellcount.count.CountResult;
import org.cellcount.data.CellDataset;
import org.cellcount.data.Split;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.loss.Loss;
import org.cellcount.metric.CountScores;
import org.cellcount.metric.InstanceScores;
import org.cellcount.ops.Precision;
import org.cellcount.predict.TrainedModel;
import org.cellcount.synthetic.SyntheticCells;
import org.cellcount.testing.Gradients;
import org.cellcount.train.RunConfig;
import org.cellcount.train.Schedule;
import org.cellcount.train.TestCells;
import org.cellcount.train.TrainingRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Star-convex polygons, from the maps to learn to the cells. */
class StarsTest {
  private static final RaysHead FOUR = new RaysHead("four rays", 4);

  @TempDir Path folder;

  @Test
  void aSampleIsDrawnAsDistancesInUnitsOfFourPixelsAndTheirWeight() {
    FloatBuffer drawn = FloatBuffer.allocate(5 * 4);
    FOUR.draw(labels(".111"), drawn);
    float d = 1e-4f;
    assertArrayEquals(
        new float[] {
          0,
          0.625f,
          0.375f,
          0.125f,
          0,
          0.125f,
          0.125f,
          0.125f,
          0,
          0.125f,
          0.375f,
          0.625f,
          0,
          0.125f,
          0.125f,
          0.125f,
          d,
          1 / 3f + d,
          2 / 3f + d,
          1 + d
        },
        drawn.array(),
        1e-6f);
    assertEquals(0, drawn.remaining());
  }

  @Test
  void theLossIsTheWeightedMeanErrorOfTheDistances() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Shape shape = new Shape(1, 4, 1, 2);
      NDArray logits = manager.create(new float[] {1, 0, 2, 0, 3, 0, 4, 0.5f}, shape);
      float[] drawn = {0, 0, 0, 0, 1, 0, 1, 0, 0.75f, 0.25f};
      // Errors 1, 2, 2, 3 at the first pixel, 0, 0, 0, 0.5 at the second.
      double expected = (0.75 * 8 + 0.25 * 0.5) / 4;
      NDArray loss = FOUR.loss(logits, manager.create(drawn, new Shape(1, 5, 1, 2)));
      assertEquals(expected, loss.getFloat(), 1e-6);
      assertEquals(new Shape(), loss.getShape());
    }
  }

  @Test
  void theLossOfAPerfectAnswerIsZeroAndThatOfNoCellsANumber() {
    try (NDManager manager = NDManager.newBaseManager()) {
      float[] drawn = new float[5 * 8];
      FOUR.draw(labels("11.2", "1122"), FloatBuffer.wrap(drawn));
      NDArray truth = manager.create(drawn, new Shape(1, 5, 2, 4));
      assertEquals(0, FOUR.loss(truth.get(":, 0:4"), truth).getFloat());
      FOUR.draw(labels("....", "...."), FloatBuffer.wrap(drawn));
      NDArray empty = manager.create(drawn, new Shape(1, 5, 2, 4));
      assertEquals(1, FOUR.loss(empty.get(":, 0:4").add(1), empty).getFloat(), 1e-5);
    }
  }

  @Test
  void theGradientFollowsFiniteDifferences() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray logits = Gradients.uniform(manager, 1, 1.1f, 2, new Shape(2, 4, 3, 5));
      NDArray drawn = Gradients.uniform(manager, 2, 0, 1, new Shape(2, 5, 3, 5));
      Gradients.check(in -> FOUR.loss(in.get(0), drawn), List.of(logits), 2e-3);
    }
  }

  @Test
  void anAnswerIsReadInPixelsNeverBelowZero() {
    float[] logits = {9, 9, 0.1f, -1, 2, 0, 0, 0.5f, 3, 4};
    List<GrayImage> maps = FOUR.maps(logits, 2, 1, 2);
    assertEquals(4, maps.size());
    assertArrayEquals(new float[] {0.4f, 0}, maps.get(0).pixels(), 1e-6f);
    assertArrayEquals(new float[] {0, 2}, maps.get(2).pixels(), 1e-6f);
    assertArrayEquals(new float[] {12, 16}, maps.get(3).pixels(), 1e-6f);
  }

  /** What a network answers that knows a sample. */
  private static float[] perfect(CellSample sample) {
    int area = sample.image().pixels().length;
    float[] drawn = new float[Target.STARS.drawnMaps() * area];
    Target.STARS.draw(sample, FloatBuffer.wrap(drawn));
    float[] logits = new float[Target.STARS.channels() * area];
    System.arraycopy(drawn, 0, logits, 0, logits.length);
    for (int i = 0; i < 2 * area; i++) {
      double p = Math.min(1 - 1e-6, Math.max(1e-6, drawn[i]));
      logits[i] = (float) Math.log(p / (1 - p));
    }
    return logits;
  }

  @Test
  void perfectAnswersOnSyntheticCellsAreReadAsTheyWereDrawn() {
    CellDataset cells = SyntheticCells.generate(30, 7);
    Counting counting = Target.STARS.counting(Target.STARS.countOptions());
    double iou = 0;
    int matched = 0;
    int truth = 0;
    int errors = 0;
    for (int i = 0; i < cells.size(); i++) {
      CellMaps maps = Target.STARS.maps(perfect(cells.sample(i)), 0, cells.height(), cells.width());
      CountResult found = counting.result(maps);
      InstanceScores scores = InstanceScores.of(found.labels(), cells.cells(i));
      assertEquals(found.count(), counting.count(maps));
      errors += Math.abs(found.count() - cells.trueCount(i));
      iou += scores.matchedIous().stream().mapToDouble(x -> x).sum();
      matched += scores.matched(0.5);
      truth += scores.truth();
    }
    assertTrue(errors <= 0.02 * truth, errors + " of " + truth + " cells too many or too few");
    assertTrue(matched >= 0.98 * truth, matched + " of " + truth + " cells");
    assertTrue(iou > 0.93 * matched, "mean IoU " + iou / matched);
  }

  @Test
  void thresholdAndMinimumAreaApply() {
    CellSample sample = SyntheticCells.generate(1, 3).sample(0);
    CellMaps maps = Target.STARS.maps(perfect(sample), 0, 128, 128);
    CountOptions options = Target.STARS.countOptions();
    int cells = Target.STARS.counting(options).count(maps);
    assertTrue(cells > 1);
    assertEquals(0, Target.STARS.counting(options.withThreshold(1)).count(maps));
    assertEquals(0, Target.STARS.counting(options.withMinArea(128 * 128 + 1)).count(maps));
    assertEquals(
        cells, Target.STARS.counting(options.withMinArea(1).withThreshold(0.9)).count(maps));
  }

  @Test
  void mapsOfAnotherNetworkAreRefused() {
    CellMaps bare = new CellMaps(GrayImage.zeros(4, 4), Optional.empty());
    Counting counting = Target.STARS.counting(Target.STARS.countOptions());
    var e = assertThrows(IllegalArgumentException.class, () -> counting.count(bare));
    assertEquals("no maps of head 'distance', only of []", e.getMessage());
  }

  @Test
  void aSmallNetworkLearnsToCountDiscs() throws IOException {
    Split data = new Split(TestCells.discs(24, 1), TestCells.discs(4, 2));
    RunConfig config =
        RunConfig.published()
            .withBaseChannels(8)
            .withTarget(Target.STARS)
            .withLoss(Loss.BCE)
            .withPrecision(Precision.FP32)
            .withSchedule(Schedule.COSINE)
            .withBatchSize(4)
            .withEpochs(24)
            .withLearningRate(4e-3);
    new TrainingRun(config, data, folder).run();
    CellDataset unseen = TestCells.discs(20, 3);
    try (TrainedModel model = TrainedModel.load(folder)) {
      int[] counts = model.countAll(unseen.images(), done -> {});
      double mae = CountScores.of(counts, unseen.trueCounts()).mae();
      assertTrue(mae <= 0.4, "mean absolute error " + mae);
      GrayImage ray = model.predict(unseen.image(0)).of(Head.RAYS).get(0);
      assertEquals(TestCells.SIZE, ray.height());
    }
  }
}
