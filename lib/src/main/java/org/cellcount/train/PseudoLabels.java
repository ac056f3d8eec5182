package org.cellcount.train;

import java.util.stream.IntStream;
import org.cellcount.data.CellDataset;
import org.cellcount.data.Split;
import org.cellcount.instance.InstanceMaps;

/**
 * Labels guessed from masks, for data that comes without: the counting engine's watershed cuts each
 * mask into cells. A network that learns from them inherits the watershed's mistakes, so say so
 * wherever its results are shown.
 */
public final class PseudoLabels {
  private PseudoLabels() {}

  /** The same data with a guessed label for every cell; unchanged if labels are there. */
  public static CellDataset addTo(CellDataset data) {
    if (data.hasLabels()) {
      return data;
    }
    int[] truth = data.trueCounts();
    return data.withLabels(
            IntStream.range(0, data.size())
                .parallel()
                .mapToObj(i -> InstanceMaps.pseudoInstances(data.mask(i)))
                .toList())
        .withCounts(truth);
  }

  /** Both sides of a split with labels; the true counts stay what they were. */
  public static Split addTo(Split data) {
    return new Split(addTo(data.training()), addTo(data.validation()));
  }
}
