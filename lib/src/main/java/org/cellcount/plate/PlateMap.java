package org.cellcount.plate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellcount.base.AtomicFiles;
import org.cellcount.base.CsvText;
import org.cellcount.base.Names;
import org.cellcount.base.Require;
import tech.tablesaw.api.StringColumn;

/**
 * What was put into the wells of a plate.
 *
 * @param unit of the doses; empty if it is not known
 * @param wells the treatment of each
 */
public record PlateMap(String unit, SortedMap<Well, Treatment> wells) {
  private static final Pattern DOSE =
      Pattern.compile("\\s*dose\\s*(?:\\((.*)\\))?\\s*", Pattern.CASE_INSENSITIVE);
  private static final String EXPECTED =
      "a plate map with the columns well, compound, dose or dose (UNIT), control";

  /** Copies. */
  public PlateMap {
    wells = Collections.unmodifiableSortedMap(new TreeMap<>(wells));
  }

  /**
   * Reads a file of comma-separated values with the columns {@code well}, {@code compound}, {@code
   * dose} or {@code dose (µM)} and {@code control}, which is {@code negative}, {@code positive} or
   * empty. An empty dose is 0; columns of other names are left alone.
   *
   * @throws IOException if the file is missing, a column is missing, or a row cannot be understood,
   *     naming file and row
   */
  public static PlateMap read(Path file) throws IOException {
    TextTable table = TextTable.read(file, EXPECTED);
    StringColumn well = table.column("well", name -> Names.same(name, "well"));
    StringColumn compound = table.column("compound", name -> Names.same(name, "compound"));
    StringColumn control = table.column("control", name -> Names.same(name, "control"));
    StringColumn dose = table.column("dose", name -> DOSE.matcher(name).matches());
    SortedMap<Well, Treatment> wells = new TreeMap<>();
    for (int row = 0; row < table.rows(); row++) {
      try {
        Well place = Well.of(well.get(row));
        Treatment treatment =
            new Treatment(
                compound.get(row).strip(),
                number(dose.get(row).strip()),
                Control.of(control.get(row)));
        Require.that(wells.put(place, treatment) == null, "well", place, "each well once");
      } catch (IllegalArgumentException e) {
        throw table.refusal(row, e);
      }
    }
    Matcher unit = DOSE.matcher(dose.name());
    return new PlateMap(unit.matches() && unit.group(1) != null ? unit.group(1) : "", wells);
  }

  private static double number(String text) {
    try {
      return text.isEmpty() ? 0 : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("dose " + text + ": expected a number", e);
    }
  }

  /** Writes such a file, whole or not at all. */
  public void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder("well,compound,dose");
    text.append(unit.isEmpty() ? "" : " (" + unit + ")").append(",control\n");
    wells.forEach(
        (well, treatment) ->
            text.append(well)
                .append(',')
                .append(CsvText.cell(treatment.compound()))
                .append(',')
                .append(treatment.dose())
                .append(',')
                .append(treatment.control().label())
                .append('\n'));
    AtomicFiles.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** What a well holds, if it is on the map. */
  public Optional<Treatment> at(Well well) {
    return Optional.ofNullable(wells.get(well));
  }

  /** The compounds that are no control, in the order of their names. */
  public List<String> compounds() {
    TreeSet<String> compounds = new TreeSet<>();
    for (Treatment treatment : wells.values()) {
      if (treatment.control() == Control.NONE && !treatment.compound().isEmpty()) {
        compounds.add(treatment.compound());
      }
    }
    return List.copyOf(compounds);
  }

  /** The wells of each treatment. */
  public Map<Treatment, List<Well>> replicates() {
    Map<Treatment, List<Well>> replicates = new LinkedHashMap<>();
    wells.forEach(
        (well, treatment) ->
            replicates.computeIfAbsent(treatment, key -> new ArrayList<>()).add(well));
    return replicates;
  }
}
