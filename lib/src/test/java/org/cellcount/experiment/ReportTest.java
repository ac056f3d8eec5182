package org.cellcount.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cellcount.count.CountOptions;
import org.cellcount.count.Separation;
import org.cellcount.data.CellDataset;
import org.cellcount.train.TestCells;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ReportTest {
  private static final CountOptions COMPONENTS =
      CountOptions.defaults().withSeparation(Separation.COMPONENTS);

  @Test
  void perfectMasksHavePerfectPixelsAndCountWhatDoesNotTouch() {
    CellDataset data = TestCells.discs(30, 5);
    Report report = Report.ofPerfectMasks(data, COMPONENTS);
    assertEquals(1, report.pixels().dice(), 1e-6);
    assertEquals(report.components(), report.counts());
    assertTrue(report.counts().bias() < 0, "touching discs are merged");
    assertEquals(0, report.byOwnWay().instances().splits());
  }

  @Test
  void theTableSaysWhereTheTruthComesFrom() {
    CellDataset data = TestCells.discs(5, 5);
    Table table = Report.ofPerfectMasks(data, COMPONENTS).table();
    int last = table.rowCount() - 1;
    assertEquals("true counts from", table.stringColumn(0).get(last));
    assertEquals(data.countSource().label(), table.stringColumn(1).get(last));
    assertTrue(table.stringColumn(0).contains("merges per 100 true cells"));
  }

  @Test
  void theTextHoldsEveryRow() {
    Report report = Report.ofPerfectMasks(TestCells.discs(5, 5), COMPONENTS);
    List<String> lines = report.toText().lines().toList();
    assertEquals(report.table().rowCount(), lines.size());
    assertTrue(lines.get(1).matches("  pixels: Dice +1\\.0000"), lines.get(1));
  }

  @Test
  void withoutLabelsThereAreNoInstanceScores() {
    CellDataset labelled = TestCells.discs(5, 5);
    CellDataset bare =
        CellDataset.of(
            "bare",
            labelled.images(),
            labelled.images().stream().map(i -> i.above(0.4).toGray()).toList());
    Table table = Report.ofPerfectMasks(bare, COMPONENTS).table();
    assertEquals(13, table.rowCount());
  }
}
