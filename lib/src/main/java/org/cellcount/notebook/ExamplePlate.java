package org.cellcount.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.cellcount.image.CellSample;
import org.cellcount.microscopy.ImageFiles;
import org.cellcount.plate.Control;
import org.cellcount.plate.DoseResponse;
import org.cellcount.plate.PlateMap;
import org.cellcount.plate.Treatment;
import org.cellcount.plate.Well;
import org.cellcount.synthetic.SyntheticCells;
import org.cellcount.synthetic.SyntheticPlate;
import org.cellcount.synthetic.SyntheticWell;

/**
 * A plate of 96 wells as a microscope might leave it, of which all is known: two compounds in four
 * rows of eight doses each, negative controls in columns 1 and 2, positive ones in 11 and 12, fewer
 * cells at the edge, and three wells in which something went wrong.
 *
 * @param map what is in the wells
 * @param responses the true curve of each compound, cells a field away from the edge
 * @param counts the true number of cells in each file, by its name
 */
public record ExamplePlate(
    PlateMap map, Map<String, DoseResponse> responses, SortedMap<String, Integer> counts) {
  /** No cells: the dispenser was clogged. */
  public static final Well EMPTY = Well.of("C04");

  /** The microscope did not find the focal plane. */
  public static final Well OUT_OF_FOCUS = Well.of("F05");

  /** Dirt that shines. */
  public static final Well DEBRIS = Well.of("B09");

  /** How many cells are missing at the edge. */
  public static final double EDGE = -0.15;

  private static final int ROWS = 8;
  private static final int COLUMNS = 12;
  private static final int FIRST_DOSE = 3;
  private static final int LAST_DOSE = 10;
  private static final double HIGHEST_DOSE = 10;

  /** Of a field of 128x128 pixels. */
  private static final double UNTREATED = 28;

  private static final double KILLED = 2;
  private static final double SPECKS = 60;

  /** Copies. */
  public ExamplePlate {
    responses = Collections.unmodifiableMap(new TreeMap<>(responses));
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /**
   * Writes its fields, named as ImageXpress does: {@code example_B03_s1_w1.png}.
   *
   * @param folder made if missing; files of the same names are replaced
   * @param fields a well
   * @param size height and width of a field, pixels
   * @param seed same seed, same plate
   * @throws IOException if a file cannot be written
   */
  public static ExamplePlate write(Path folder, int fields, int size, long seed)
      throws IOException {
    double area = (double) size * size / (SyntheticCells.SIZE * SyntheticCells.SIZE);
    Map<String, DoseResponse> responses =
        Map.of(
            "compound A", DoseResponse.known(UNTREATED * area, KILLED * area, 0.2, 1.3),
            "compound B", DoseResponse.known(UNTREATED * area, 3 * KILLED * area, 1.5, 2.5));
    SyntheticPlate plate = new SyntheticPlate(size, seed);
    SortedMap<Well, Treatment> map = new TreeMap<>();
    List<Well> wells = new ArrayList<>();
    for (int row = 1; row <= ROWS; row++) {
      for (int column = 1; column <= COLUMNS; column++) {
        wells.add(new Well(row, column));
        map.put(new Well(row, column), treatment(row, column));
      }
    }
    SortedMap<String, Integer> counts = new ConcurrentSkipListMap<>();
    try {
      wells.parallelStream()
          .forEach(
              well -> {
                SyntheticWell content = content(well, map.get(well), responses, area);
                for (int field = 1; field <= fields; field++) {
                  String name = "example_" + well + "_s" + field + "_w1.png";
                  CellSample sample = plate.field(content, wells.indexOf(well), field);
                  write(folder.resolve(name), sample);
                  counts.put(name, sample.labels().orElseThrow().max());
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new ExamplePlate(new PlateMap("\u00b5M", map), responses, counts);
  }

  private static Treatment treatment(int row, int column) {
    if (column < FIRST_DOSE) {
      return new Treatment("DMSO", 0, Control.NEGATIVE);
    }
    if (column > LAST_DOSE) {
      return new Treatment("poison", HIGHEST_DOSE, Control.POSITIVE);
    }
    double dose = HIGHEST_DOSE / Math.pow(3, LAST_DOSE - column);
    return new Treatment(row <= ROWS / 2 ? "compound A" : "compound B", dose, Control.NONE);
  }

  private static SyntheticWell content(
      Well well, Treatment treatment, Map<String, DoseResponse> responses, double area) {
    double cells =
        switch (treatment.control()) {
          case NEGATIVE -> UNTREATED * area;
          case POSITIVE -> KILLED * area;
          case NONE -> responses.get(treatment.compound()).at(treatment.dose());
        };
    boolean edge =
        well.row() == 1 || well.row() == ROWS || well.column() == 1 || well.column() == COLUMNS;
    if (well.equals(EMPTY)) {
      return SyntheticWell.EMPTY;
    }
    return new SyntheticWell(
        edge ? (1 + EDGE) * cells : cells,
        !well.equals(OUT_OF_FOCUS),
        well.equals(DEBRIS) ? SPECKS * area : 0);
  }

  private static void write(Path file, CellSample sample) {
    try {
      ImageFiles.writePng(file, sample.image());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
