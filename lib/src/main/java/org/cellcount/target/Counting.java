package org.cellcount.target;

import java.util.List;
import java.util.Optional;
import org.cellcount.count.CellCounter;
import org.cellcount.count.CountOptions;
import org.cellcount.count.CountResult;
import org.cellcount.count.Gaussian;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.instance.GradientFlows;
import org.cellcount.measure.Relabel;

/** A way of counting: from what a network says of an image to its cells, as a label image. */
@FunctionalInterface
public interface Counting {
  /**
   * Finds the cells.
   *
   * @param maps what the network says, never modified
   * @return labels of the maps' size: 0 for background, another number for each cell
   */
  LabelImage cells(CellMaps maps);

  /** The cells, numbered without gaps, and their number. */
  default CountResult result(CellMaps maps) {
    LabelImage cells = Relabel.consecutive(cells(maps));
    return new CountResult(cells.max(), cells);
  }

  /** The number of cells alone. */
  default int count(CellMaps maps) {
    return result(maps).count();
  }

  /**
   * The count options, if they decide by the foreground and the landscape alone, as {@link
   * org.cellcount.count.CellCounter} does; such a way also counts images larger than the memory
   * exactly.
   */
  default Optional<CountOptions> options() {
    return Optional.empty();
  }

  /** The library's way, by these options. */
  static Counting by(CountOptions options) {
    CellCounter counter = new CellCounter(options);
    return new Counting() {
      @Override
      public Optional<CountOptions> options() {
        return Optional.of(options);
      }

      @Override
      public LabelImage cells(CellMaps maps) {
        return result(maps).labels();
      }

      @Override
      public CountResult result(CellMaps maps) {
        return maps.cells(counter);
      }

      @Override
      public int count(CellMaps maps) {
        return maps.count(counter);
      }
    };
  }

  /**
   * By the learned flows of {@link Head#FLOWS}, see {@link GradientFlows#cells}: sigma smooths them
   * and h is how far they must part where cells touch. Options that do not separate by maxima count
   * the foreground alone.
   */
  static Counting byFlows(CountOptions options) {
    if (!options.separation().byMaxima()) {
      return by(options);
    }
    CellCounter counter = new CellCounter(options);
    return maps -> {
      List<GrayImage> flows =
          maps.of(Head.FLOWS).stream().map(map -> Gaussian.smooth(map, options.sigma())).toList();
      return new GradientFlows(flows.get(0), flows.get(1))
          .cells(counter.foreground(maps.foreground()), options.h(), options.minArea());
    };
  }
}
