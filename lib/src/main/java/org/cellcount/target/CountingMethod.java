package org.cellcount.target;

import java.util.List;
import java.util.Optional;
import org.cellcount.base.Named;
import org.cellcount.base.Names;
import org.cellcount.base.Require;
import org.cellcount.count.CountOptions;
import org.cellcount.image.LabelImage;

/**
 * How a run's maps are counted: {@link #STANDARD}, or a way of the reader's own with a name.
 *
 * @param label its name in tables and files, see {@link Names#check}
 * @param own the reader's way; empty for the standard one
 */
public record CountingMethod(String label, Optional<Counting> own) implements Named {
  /** The target's, by its count options or those that were tuned for the run. */
  public static final CountingMethod STANDARD = new CountingMethod("standard", Optional.empty());

  /** As the scripts of the public project count, see {@link CountOptions#script}. */
  public static final CountingMethod SCRIPT = by("script", CountOptions.script());

  /** As its README describes, see {@link CountOptions#readme}. */
  public static final CountingMethod README = by("readme", CountOptions.readme());

  /** The same with its watershed, see {@link CountOptions#readmeWatershed}. */
  public static final CountingMethod README_WATERSHED =
      by("readme watershed", CountOptions.readmeWatershed());

  /** The ways of the public project. */
  public static final List<CountingMethod> PUBLIC = List.of(SCRIPT, README, README_WATERSHED);

  /** What is there by name. */
  public static final List<CountingMethod> OURS =
      List.of(STANDARD, SCRIPT, README, README_WATERSHED);

  /** Checks the name. */
  public CountingMethod {
    Names.check("way of counting", label);
    Require.present("own way of counting", own);
  }

  /** A way of the reader's own. */
  public CountingMethod(String label, Counting counting) {
    this(label, Optional.of(counting));
  }

  private static CountingMethod by(String label, CountOptions options) {
    return new CountingMethod(label, Counting.by(options));
  }

  /** Whether count options decide, so that there is something to tune. */
  public boolean byOptions() {
    return own.isEmpty();
  }

  /**
   * The way itself.
   *
   * @param target what the maps are of, which has a standard way
   * @param options of the standard way
   */
  public Counting counting(Target target, CountOptions options) {
    return own.map(way -> way.options().isPresent() ? way : checked(way))
        .orElseGet(() -> target.counting(options));
  }

  private Counting checked(Counting counting) {
    return maps -> {
      LabelImage cells = counting.cells(maps);
      Require.present("label image of way of counting '" + label + "'", cells);
      Require.sameSize(
          "label image of way of counting '" + label + "'",
          cells.height(),
          cells.width(),
          maps.foreground().height(),
          maps.foreground().width());
      return cells;
    };
  }

  /** The name. */
  @Override
  public String toString() {
    return label;
  }
}
