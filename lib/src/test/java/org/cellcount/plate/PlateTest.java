package org.cellcount.plate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlateTest {
  @TempDir private Path folder;

  private static FieldCount field(String plate, String well, int number, int count) {
    FieldName name = new FieldName(plate, Well.of(well), number, "");
    return new FieldCount(name, well + "_" + number + ".png", OptionalInt.of(count), "");
  }

  /** A row of wells, each with one field. */
  private static Plate plate(int... counts) {
    List<FieldCount> fields = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      fields.add(field("p", "A" + (i + 1), 1, counts[i]));
    }
    return Plate.of(fields).get(0);
  }

  private static PlateMap map(Treatment... treatments) {
    SortedMap<Well, Treatment> wells = new TreeMap<>();
    for (int i = 0; i < treatments.length; i++) {
      wells.put(new Well(1, i + 1), treatments[i]);
    }
    return new PlateMap("", wells);
  }

  private static final Treatment NEGATIVE = new Treatment("DMSO", 0, Control.NEGATIVE);
  private static final Treatment POSITIVE = new Treatment("poison", 1, Control.POSITIVE);
  private static final Treatment DRUG = new Treatment("drug", 2, Control.NONE);

  @Test
  void fieldsAreGatheredByPlateAndWell() {
    List<Plate> plates =
        Plate.of(
            List.of(
                field("q", "C5", 1, 7),
                field("p", "B2", 1, 4),
                field("p", "B2", 2, 6),
                field("p", "A1", 1, 1)));
    assertEquals(List.of("p", "q"), plates.stream().map(Plate::name).toList());
    assertEquals(
        List.of("A01", "B02"), plates.get(0).wells().keySet().stream().map(Well::name).toList());
    assertEquals(5, plates.get(0).wells().get(Well.of("B2")).mean());
  }

  @Test
  void aPlateIsTheSmallestThatHasAllItsWells() {
    assertEquals("2x3", format("B3"));
    assertEquals("8x12", format("G2"));
    assertEquals("16x24", format("A13"));
    assertEquals("32x48", format("Q1"));
  }

  private static String format(String well) {
    Plate plate = Plate.of(List.of(field("p", well, 1, 1))).get(0);
    return plate.rows() + "x" + plate.columns();
  }

  @Test
  void wellsUnlikeTheirReplicatesAreFlagged() {
    Plate plate = plate(100, 104, 96, 101, 12, 99);
    SortedMap<Well, List<String>> flags = plate.flags(map(DRUG, DRUG, DRUG, DRUG, DRUG, DRUG));
    assertEquals(Set.of(Well.of("A5")), flags.keySet());
    assertEquals(
        List.of("12.0 cells a field where the treatment has 99.5"), flags.get(Well.of("A5")));
    assertTrue(plate(100, 12, 96).flags(map(DRUG, DRUG, DRUG)).isEmpty(), "too few to tell");
    assertTrue(plate(3, 4, 3, 6, 3).flags(map(DRUG, DRUG, DRUG, DRUG, DRUG)).isEmpty(), "chance");
  }

  @Test
  void mapAndPlateAreHeldAgainstEachOther() {
    SortedMap<Well, List<String>> flags = plate(1, 2).flags(map(DRUG));
    assertEquals(List.of("not on the plate map"), flags.get(Well.of("A2")));
    SortedMap<Well, List<String>> more = plate(1).flags(map(DRUG, DRUG));
    assertEquals(List.of("on the plate map, but without a field"), more.get(Well.of("A2")));
  }

  /** 1 - 3 (2 + 10) / (100 - 10). */
  @Test
  void zPrimeIsTheOneOfThePaper() {
    double root = Math.sqrt(0.5);
    double[] positive = {10 - 2 * root, 10 + 2 * root};
    double[] negative = {100 - 10 * root, 100 + 10 * root};
    assertEquals(0.6, PlateQuality.zPrime(positive, negative).getAsDouble(), 1e-12);
    assertTrue(PlateQuality.zPrime(new double[] {1}, negative).isEmpty());
    assertTrue(PlateQuality.zPrime(new double[] {5, 5}, new double[] {5, 5}).isEmpty());
    PlateQuality quality =
        PlateQuality.of(plate(90, 10, 110, 12), map(NEGATIVE, POSITIVE, NEGATIVE, POSITIVE));
    double expected = 1 - 3 * (Math.sqrt(200) + Math.sqrt(2)) / 89;
    assertEquals(expected, quality.zPrime().getAsDouble(), 1e-12);
  }

  @Test
  void theEdgeIsHeldAgainstInnerWellsOfTheSameTreatment() {
    List<FieldCount> fields = new ArrayList<>();
    SortedMap<Well, Treatment> wells = new TreeMap<>();
    for (int row = 1; row <= 8; row++) {
      for (int column = 1; column <= 12; column++) {
        Well well = new Well(row, column);
        boolean edge = row == 1 || row == 8 || column == 1 || column == 12;
        int inner = 100 * column;
        wells.put(
            well, new Treatment("drug", column == 1 || column == 12 ? 2 : column, Control.NONE));
        fields.add(field("p", well.name(), 1, edge ? inner * 4 / 5 : inner));
      }
    }
    Plate plate = Plate.of(fields).get(0);
    wells.keySet().removeIf(well -> well.column() == 1 || well.column() == 12);
    PlateQuality.Edge edge = PlateQuality.of(plate, new PlateMap("", wells)).edge().orElseThrow();
    assertEquals(-0.2, edge.change(), 1e-12);
    assertEquals(-0.2, edge.interval().low(), 1e-12);
    assertEquals(-0.2, edge.interval().high(), 1e-12);
    assertTrue(PlateQuality.of(plate, map(DRUG)).edge().isEmpty(), "no inner well");
  }

  @Test
  void doseResponsesLeaveFlaggedWellsOut() {
    Treatment[] treatments = new Treatment[12];
    int[] counts = new int[12];
    DoseResponse curve = DoseResponse.known(1000, 100, 1, 2);
    for (int i = 0; i < 12; i++) {
      int step = i / 2;
      double dose = 0.1 * Math.pow(2, step);
      treatments[i] = i < 2 ? NEGATIVE : new Treatment("drug", dose, Control.NONE);
      counts[i] = (int) Math.round(i < 2 ? 1000 : curve.at(dose));
    }
    counts[5] = 0;
    DoseResponse fit =
        DoseResponse.of(plate(counts), map(treatments), "drug", Set.of(Well.of("A6")));
    assertEquals(1, fit.halfDose(), 0.01);
    assertEquals(1000, fit.atZero(), 2);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> DoseResponse.of(plate(counts), map(treatments), "drgu", Set.of()))
            .getMessage();
    assertEquals("compound 'drgu': expected one of drug", message);
  }

  @Test
  void tablesOfCountsAreRead() throws IOException {
    Path counts = folder.resolve("counts.csv");
    Files.writeString(
        counts,
        """
        file,count,warning,status
        p1/B03_f1.png,12,,ok
        p1/B03_f2.png,,dark,broken
        notes.png,3,,ok
        """);
    List<FieldCount> fields = FieldCount.read(counts, FieldNames.ANY);
    assertEquals(2, fields.size());
    assertEquals(OptionalInt.of(12), fields.get(0).count());
    assertEquals(OptionalInt.empty(), fields.get(1).count());
    assertEquals("dark", fields.get(1).warning());
    assertEquals(fields, FieldCount.read(folder, FieldNames.ANY));
    assertRefused(
        () -> FieldCount.read(counts, FieldNames.OPERA), "no file whose name tells a well");
    Files.writeString(counts, "file,number\nB03.png,1\n");
    assertRefused(() -> FieldCount.read(counts, FieldNames.ANY), "no column 'count'");
    Files.writeString(counts, "file,count,warning\nB03.png,many,\n");
    assertRefused(() -> FieldCount.read(counts, FieldNames.ANY), "row 1: count many");
  }

  private static void assertRefused(
      org.junit.jupiter.api.function.Executable reading, String because) {
    String message = assertThrows(IOException.class, reading).getMessage();
    assertTrue(message.contains(because), message);
  }

  @Test
  void theTableHasARowAWell() {
    var table = plate(10, 20).table(map(NEGATIVE));
    assertEquals(2, table.rowCount());
    assertEquals("negative", table.stringColumn("control").get(0));
    assertEquals(20, table.doubleColumn("cells").get(1));
    assertEquals("not on the plate map", table.stringColumn("flags").get(1));
    assertTrue(table.doubleColumn("cells low").get(0) < 10);
    assertFalse(table.doubleColumn("cells high").isMissing(0));
  }
}
