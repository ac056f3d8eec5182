package org.cellcount.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.cellcount.data.CellDataset;
import org.cellcount.data.MicroscopeField;
import org.cellcount.predict.TrainedModel;
import org.cellcount.target.Target;
import org.cellcount.train.RunConfig;
import org.cellcount.train.TestCells;
import org.cellcount.train.TrainingRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class CrossValidationTest {
  private static final CellDataset CELLS =
      TestCells.discs(12, 1).withGroups(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5);

  @TempDir Path folder;

  private static Set<Integer> groups(CellDataset data) {
    return new HashSet<>(IntStream.range(0, data.size()).mapToObj(data::group).toList());
  }

  @Test
  void everySourceIsHeldBackOnce() {
    CrossValidation folds = new CrossValidation(CELLS, List.of(), 4, 7);
    Set<Integer> held = new HashSet<>();
    int crops = 0;
    for (int fold = 0; fold < folds.folds(); fold++) {
      Set<Integer> test = groups(folds.test(fold));
      Set<Integer> learning = groups(folds.learning(fold));
      assertTrue(test.stream().noneMatch(learning::contains), test + " and " + learning);
      assertEquals(6, test.size() + learning.size());
      assertTrue(held.addAll(test));
      crops += folds.test(fold).size();
    }
    assertEquals(12, crops);
  }

  @Test
  void testsEveryFoldOnWhatItsNetworkHasNotSeen() throws IOException {
    MicroscopeField field =
        new MicroscopeField("whole", CELLS.image(0), CELLS.labels(0).orElseThrow());
    CrossValidation folds =
        new CrossValidation(CELLS, List.of(field, field, field, field, field, field), 2, 7);
    RunConfig config =
        RunConfig.published()
            .withBaseChannels(2)
            .withEpochs(1)
            .withBatchSize(4)
            .withTarget(Target.DISTANCE);
    for (int fold = 0; fold < 2; fold++) {
      Path run = folder.resolve("fold-" + fold);
      new TrainingRun(config, folds.learning(fold).split(0.3, 1), run).run();
      try (TrainedModel model = TrainedModel.load(run)) {
        folds.add(fold, model);
      }
    }
    Table table = folds.table();
    assertEquals(List.of("fold 1", "fold 2", "all"), table.stringColumn("fold").asList());
    assertEquals(12, table.intColumn("crops").get(2));
    assertEquals(6, table.intColumn("fields").get(2));
    int cells = IntStream.of(CELLS.trueCounts()).sum();
    assertEquals(cells, table.intColumn("cells").get(2));
    double mean = table.doubleColumn("MAE").get(2);
    assertTrue(table.doubleColumn("low").get(2) <= mean);
    assertTrue(table.doubleColumn("high").get(2) >= mean);
  }

  @Test
  void foldsThatCannotBeAreRefused() {
    String said =
        assertThrows(
                IllegalArgumentException.class, () -> new CrossValidation(CELLS, List.of(), 7, 1))
            .getMessage();
    assertEquals("folds 7: expected at most the number of sources, 6", said);
    CellDataset bare =
        CellDataset.of(
            "bare",
            CELLS.images(),
            List.of(CELLS.mask(0)).stream()
                .flatMap(mask -> IntStream.range(0, 12).mapToObj(i -> mask))
                .toList());
    said =
        assertThrows(
                IllegalArgumentException.class, () -> new CrossValidation(bare, List.of(), 2, 1))
            .getMessage();
    assertTrue(said.startsWith("bare has no labels"), said);
  }
}
