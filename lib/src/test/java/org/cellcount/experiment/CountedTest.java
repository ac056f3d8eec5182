package org.cellcount.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.cellcount.count.CountOptions;
import org.cellcount.count.Separation;
import org.cellcount.data.CellDataset;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
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
    assertEquals(1, counted.imagesWithErrors(data()));
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
  void mapsMustBeThoseOfTheImages() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Counted.of("none", List.of(), COMPONENTS, data()))
            .getMessage();
    assertEquals("0 maps do not match 2 images", message);
  }
}
