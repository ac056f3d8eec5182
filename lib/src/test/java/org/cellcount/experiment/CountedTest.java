package org.cellcount.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cellcount.count.CountOptions;
import org.cellcount.count.Separation;
import org.cellcount.data.CellDataset;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.metric.Interval;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class CountedTest {
  private static final CountOptions COMPONENTS =
      CountOptions.defaults().withSeparation(Separation.COMPONENTS).withMinArea(0);

  /** One image of two cells that touch, one of two that do not. */
  private static CellDataset data() {
    List<LabelImage> labels =
        List.of(
            new LabelImage(1, 6, new int[] {1, 1, 2, 2, 0, 0}),
            new LabelImage(1, 6, new int[] {1, 1, 0, 2, 2, 0}));
    List<GrayImage> masks = labels.stream().map(l -> l.foreground().toGray()).toList();
    return CellDataset.of("pairs", masks, masks).withLabels(labels);
  }

  @Test
  void componentsOfPerfectMasksMergeWhatTouches() {
    Counted counted = Counted.perfectMasks("components", COMPONENTS, data());
    assertArrayEquals(new int[] {1, 2}, counted.numbers());
    assertEquals(0.5, counted.counts().mae());
    assertEquals(1, counted.instances().merges());
    assertArrayEquals(new int[] {1, 0}, counted.mistakes());
  }

  @Test
  void theTableHasARowForEachMethod() {
    Counted all = Counted.perfectMasks("all", COMPONENTS, data());
    Counted none = Counted.perfectMasks("none", COMPONENTS.withMinArea(9), data());
    Table table = Counted.table(List.of(all, none));
    assertEquals(List.of("all", "none"), table.stringColumn("method").asList());
    assertEquals(List.of(0.5, 2.0), table.doubleColumn("count MAE").asList());
    assertEquals(List.of(25.0, 0.0), table.doubleColumn("merges per 100").asList());
    assertEquals(List.of(0.0, 100.0), table.doubleColumn("missed per 100").asList());
    // The merged pair covers each of its cells by exactly a half and is a hit for one of them.
    assertEquals(0.75, table.doubleColumn("AP at IoU 0.5").get(0), 1e-9);
  }

  @Test
  void intervalsDrawWholeGroups() {
    Counted apart = Counted.perfectMasks("components", COMPONENTS, data());
    Table table = Counted.table(List.of(apart));
    assertEquals(0.0, table.doubleColumn("count MAE low").get(0));
    assertEquals(1.0, table.doubleColumn("count MAE high").get(0));
    // Both images are of one group, and every sample is the same.
    Counted together = Counted.perfectMasks("components", COMPONENTS, data().withGroups(7, 7));
    table = Counted.table(List.of(together));
    assertEquals(0.5, table.doubleColumn("count MAE low").get(0));
    assertEquals(25.0, table.doubleColumn("merges per 100 high").get(0));
    assertEquals(new Interval(0.5, 0.5), together.maeInterval());
  }

  @Test
  void aMethodMinusItselfIsNothing() {
    Counted all = Counted.perfectMasks("all", COMPONENTS, data());
    Counted none = Counted.perfectMasks("none", COMPONENTS.withMinArea(9), data());
    assertEquals(new Interval(0, 0), all.maeMinus(all));
    // 2 - 1 cells too few in the first image, 2 - 0 in the second.
    assertEquals(new Interval(1, 2), none.maeMinus(all));
  }

  @Test
  void imagesWithoutCellsHaveNoInterval() {
    GrayImage black = GrayImage.zeros(2, 2);
    CellDataset empty = CellDataset.of("empty", List.of(black), List.of(black));
    Table table = Counted.table(List.of(Counted.perfectMasks("none", COMPONENTS, empty)));
    assertEquals(0.0, table.doubleColumn("merges per 100").get(0));
    assertTrue(table.doubleColumn("merges per 100 low").isMissing(0));
    assertEquals(1.0, table.doubleColumn("AP at IoU 0.5").get(0));
  }

  @Test
  void mapsMustBeThoseOfTheImages() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Counted.of("none", List.of(), COMPONENTS, data()))
            .getMessage();
    assertEquals("0 maps do not match 2 images", message);
  }
}
