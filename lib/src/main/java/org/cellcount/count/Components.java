package org.cellcount.count;

import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.BooleanType;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.LabelImage;

/**
 * Connected components, numbered 1..n in the order in which a row-by-row scan meets them.
 *
 * <p>Union-find on the runs of pixels along rows, each joined with those it touches in the row
 * above (after L. He, Y. Chao, K. Suzuki 2008, doi:10.1109/TIP.2008.919369). Linear time.
 */
public final class Components {
  private Components() {}

  /** Labels every component of the foreground; background is 0. */
  public static LabelImage label(
      RandomAccessibleInterval<? extends BooleanType<?>> mask, Connectivity connectivity) {
    BinaryImage binary = BinaryImage.of(mask);
    RunLengthMask runs = new RunLengthMask();
    runs.find(binary, true);
    int[] numbers = number(runs, connectivity);
    int[] labels = new int[binary.pixels().length];
    for (int run = 0; run < runs.size(); run++) {
      int first = runs.unframed(run);
      Arrays.fill(labels, first, first + runs.length(run), numbers[run]);
    }
    return new LabelImage(binary.height(), binary.width(), labels);
  }

  /** The number of each run's component, 1..n in the order of their first runs. */
  static int[] number(RunLengthMask runs, Connectivity connectivity) {
    int[] parents = new int[runs.size()];
    // Runs touch the one below to the right by a corner where they end before it begins.
    int reach = connectivity == Connectivity.EIGHT ? 1 : 0;
    int above = 0;
    for (int run = 0; run < parents.length; run++) {
      parents[run] = run;
      int first = runs.first(run) - runs.stride();
      int end = runs.end(run) - runs.stride();
      // The frame keeps runs of other rows apart, so that neither loop passes this run.
      while (runs.end(above) + reach <= first) {
        above++;
      }
      for (int other = above; runs.first(other) < end + reach; other++) {
        join(parents, run, other);
      }
    }
    int count = 0;
    for (int run = 0; run < parents.length; run++) {
      parents[run] = parents[run] == run ? ++count : parents[parents[run]];
    }
    return parents;
  }

  private static void join(int[] parents, int i, int j) {
    int a = root(parents, i);
    int b = root(parents, j);
    parents[Math.max(a, b)] = Math.min(a, b);
  }

  private static int root(int[] parents, int i) {
    int root = i;
    while (parents[root] != root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  }
}
