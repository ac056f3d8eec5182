package org.cellcount.plate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cellcount.metric.Interval;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The counts of a plate, well by well.
 *
 * @param name of the plate
 * @param wells those of which there is a field
 */
public record Plate(String name, SortedMap<Well, WellCount> wells) {
  /** Plates have two rows for three columns: 6, 12, 24, 48, 96, 384 or 1,536 wells. */
  private static final int[][] FORMATS = {
    {2, 3}, {3, 4}, {4, 6}, {6, 8}, {8, 12}, {16, 24}, {Well.ROWS, Well.COLUMNS}
  };

  /** As many replicates tell what one of them should show. */
  private static final int REPLICATES = 4;

  /**
   * Robust standard deviations from the median that are too many (B. Iglewicz, D. Hoaglin: How to
   * Detect and Handle Outliers, 1993). The standard deviation is that of all wells of the plate,
   * and no less than chance alone gives.
   */
  private static final double OUTLIER = 3.5;

  /** Makes the median absolute deviation of normal values their standard deviation. */
  private static final double NORMAL = 1.4826;

  /** Copies. */
  public Plate {
    wells = Collections.unmodifiableSortedMap(new TreeMap<>(wells));
  }

  /** The plates that the fields are of, in the order of their names. */
  public static List<Plate> of(List<FieldCount> fields) {
    SortedMap<String, SortedMap<Well, List<FieldCount>>> plates = new TreeMap<>();
    for (FieldCount field : fields) {
      plates
          .computeIfAbsent(field.name().plate(), key -> new TreeMap<>())
          .computeIfAbsent(field.name().well(), key -> new ArrayList<>())
          .add(field);
    }
    List<Plate> all = new ArrayList<>();
    plates.forEach(
        (name, wells) -> {
          SortedMap<Well, WellCount> counted = new TreeMap<>();
          wells.forEach((well, its) -> counted.put(well, new WellCount(well, its)));
          all.add(new Plate(name, counted));
        });
    return all;
  }

  /** Rows of the smallest usual plate that has all the wells. */
  public int rows() {
    return format()[0];
  }

  /** Columns of that plate. */
  public int columns() {
    return format()[1];
  }

  private int[] format() {
    int row = wells.keySet().stream().mapToInt(Well::row).max().orElse(1);
    int column = wells.keySet().stream().mapToInt(Well::column).max().orElse(1);
    return Arrays.stream(FORMATS).filter(f -> f[0] >= row && f[1] >= column).findFirst().get();
  }

  /** Whether a well lies at the edge of the plate. */
  boolean atEdge(Well well) {
    return well.row() == 1
        || well.column() == 1
        || well.row() == rows()
        || well.column() == columns();
  }

  /** Cells a field in some wells, of those that were counted. */
  double[] means(List<Well> of) {
    return of.stream()
        .map(well -> wells.get(well))
        .filter(well -> well != null && well.counted() > 0)
        .mapToDouble(WellCount::mean)
        .toArray();
  }

  /**
   * The wells to look at, and why: fields that could not be counted, that were warned of or are
   * there twice; wells that are not on the map, or are on it without a field; wells unlike the
   * others of their treatment.
   */
  public SortedMap<Well, List<String>> flags(PlateMap map) {
    SortedMap<Well, List<String>> flags = new TreeMap<>();
    wells.values().forEach(well -> well.flags().forEach(flag -> add(flags, well.well(), flag)));
    for (Well well : wells.keySet()) {
      if (map.at(well).isEmpty()) {
        add(flags, well, "not on the plate map");
      }
    }
    for (Well well : map.wells().keySet()) {
      if (!wells.containsKey(well)) {
        add(flags, well, "on the plate map, but without a field");
      }
    }
    addOutliers(map, flags);
    return flags;
  }

  private static void add(SortedMap<Well, List<String>> flags, Well well, String flag) {
    flags.computeIfAbsent(well, key -> new ArrayList<>()).add(flag);
  }

  /** A well and how far its count lies from the median of its treatment. */
  private record Deviation(WellCount well, double middle, double size) {}

  private void addOutliers(PlateMap map, SortedMap<Well, List<String>> flags) {
    List<Deviation> deviations = new ArrayList<>();
    for (List<Well> group : map.replicates().values()) {
      double[] means = means(group);
      if (means.length >= REPLICATES) {
        double middle = median(means);
        for (Well place : group) {
          WellCount well = wells.get(place);
          if (well != null && well.counted() > 0) {
            int n = well.counted();
            double size = stable(n * well.mean()) - stable(n * middle);
            deviations.add(new Deviation(well, middle, size));
          }
        }
      }
    }
    double[] sizes = deviations.stream().mapToDouble(d -> Math.abs(d.size())).toArray();
    double spread = sizes.length == 0 ? 1 : Math.max(1, NORMAL * median(sizes));
    for (Deviation d : deviations) {
      if (Math.abs(d.size()) > OUTLIER * spread) {
        add(
            flags,
            d.well().well(),
            String.format(
                Locale.ROOT,
                "%.1f cells a field where the treatment has %.1f",
                d.well().mean(),
                d.middle()));
      }
    }
  }

  /** Gives a Poisson number a standard deviation of 1 (F. Anscombe, Biometrika 35, 1948). */
  private static double stable(double number) {
    return 2 * Math.sqrt(number + 3.0 / 8);
  }

  private static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /**
   * A row a well: {@code well}, {@code compound}, {@code dose}, {@code control}, {@code fields},
   * {@code cells} a field with their interval in {@code cells low} and {@code cells high}, and
   * {@code flags}.
   */
  public Table table(PlateMap map) {
    SortedMap<Well, List<String>> flags = flags(map);
    StringColumn well = StringColumn.create("well");
    StringColumn compound = StringColumn.create("compound");
    DoubleColumn dose = DoubleColumn.create("dose");
    StringColumn control = StringColumn.create("control");
    IntColumn fields = IntColumn.create("fields");
    DoubleColumn cells = DoubleColumn.create("cells");
    DoubleColumn low = DoubleColumn.create("cells low");
    DoubleColumn high = DoubleColumn.create("cells high");
    StringColumn why = StringColumn.create("flags");
    for (WellCount count : wells.values()) {
      Optional<Treatment> treatment = map.at(count.well());
      Interval interval = count.interval();
      well.append(count.well().name());
      compound.append(treatment.map(Treatment::compound).orElse(""));
      dose.append(treatment.map(Treatment::dose).orElse(Double.NaN));
      control.append(treatment.map(t -> t.control().label()).orElse(""));
      fields.append(count.counted());
      cells.append(count.mean());
      low.append(count.counted() == 0 ? Double.NaN : interval.low());
      high.append(count.counted() == 0 ? Double.NaN : interval.high());
      why.append(String.join("; ", flags.getOrDefault(count.well(), List.of())));
    }
    return Table.create(name, well, compound, dose, control, fields, cells, low, high, why);
  }
}
