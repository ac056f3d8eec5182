package org.cellcount.predict;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cellcount.count.CountOptions;
import org.cellcount.count.Separation;
import org.cellcount.data.CellDataset;
import org.cellcount.data.Split;
import org.cellcount.ops.Precision;
import org.cellcount.target.CellMaps;
import org.cellcount.target.Counting;
import org.cellcount.target.Target;
import org.cellcount.train.RunConfig;
import org.cellcount.train.TestCells;
import org.cellcount.train.TrainingRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From discs that may touch to a trained network that counts other discs. */
class LearnedTargetsTest {
  private static final Split DATA = new Split(TestCells.discs(48, 1), TestCells.discs(4, 2));
  private static final CellDataset OTHERS = TestCells.discs(40, 3);

  private static final Counting COMPONENTS =
      Counting.by(CountOptions.defaults().withSeparation(Separation.COMPONENTS));

  @TempDir Path folder;

  private TrainedModel trained(Target target) throws IOException {
    RunConfig config =
        RunConfig.published()
            .withTarget(target)
            .withBaseChannels(8)
            .withBatchSize(8)
            .withEpochs(20)
            .withLearningRate(5e-3)
            .withPrecision(Precision.FP32);
    new TrainingRun(config, DATA, folder).run();
    return TrainedModel.load(folder);
  }

  private static double error(List<CellMaps> maps, Counting counting) {
    int[] truth = OTHERS.trueCounts();
    double error = 0;
    for (int i = 0; i < truth.length; i++) {
      error += Math.abs(counting.count(maps.get(i)) - truth[i]);
    }
    return error / truth.length;
  }

  private void countsDiscs(Target target) throws IOException {
    try (TrainedModel model = trained(target)) {
      List<CellMaps> maps = model.predictAll(OTHERS.images());
      double error = error(maps, model.counting());
      double touching = error(maps, COMPONENTS);
      assertTrue(error < 0.65 * touching, "off by " + error + ", components by " + touching);
    }
  }

  @Test
  void countsByCentres() throws IOException {
    countsDiscs(Target.CENTRES);
  }

  @Test
  void countsByFlows() throws IOException {
    countsDiscs(Target.FLOWS);
  }

  @Test
  void theDensityIsASecondOpinion() throws IOException {
    try (TrainedModel model = trained(Target.DENSITY)) {
      List<CellMaps> maps = model.predictAll(OTHERS.images());
      int[] truth = OTHERS.trueCounts();
      double error = 0;
      for (int i = 0; i < truth.length; i++) {
        error += Math.abs(maps.get(i).density().orElseThrow() - truth[i]) / truth.length;
      }
      double touching = error(maps, COMPONENTS);
      assertTrue(error < 0.65 * touching, "off by " + error + ", components by " + touching);
    }
  }
}
