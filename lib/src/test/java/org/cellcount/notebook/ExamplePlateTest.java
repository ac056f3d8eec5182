package org.cellcount.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import org.cellcount.plate.DoseResponse;
import org.cellcount.plate.FieldCount;
import org.cellcount.plate.FieldNames;
import org.cellcount.plate.Plate;
import org.cellcount.plate.PlateQuality;
import org.cellcount.plate.Well;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplePlateTest {
  @TempDir private Path folder;

  /** With the true counts in place of counted ones, all that is known of the plate is found. */
  @Test
  void whatIsKnownOfThePlateIsFound() throws IOException {
    ExamplePlate example = ExamplePlate.write(folder, 3, 96, 8);
    assertEquals(288, example.counts().size());
    List<FieldCount> fields = new ArrayList<>();
    for (Map.Entry<String, Integer> file : example.counts().entrySet()) {
      assertTrue(Files.exists(folder.resolve(file.getKey())), file.getKey());
      fields.add(
          new FieldCount(
              FieldNames.ANY.read(file.getKey()).orElseThrow(),
              file.getKey(),
              OptionalInt.of(file.getValue()),
              ""));
    }
    Plate plate = Plate.of(fields).get(0);
    assertEquals("example", plate.name());
    assertEquals(96, plate.wells().size());
    SortedMap<Well, List<String>> flags = plate.flags(example.map());
    assertTrue(flags.containsKey(ExamplePlate.EMPTY), flags.toString());
    assertTrue(flags.size() <= 3, flags.toString());
    PlateQuality quality = PlateQuality.of(plate, example.map());
    assertTrue(quality.edge().orElseThrow().change() < -0.05, quality.toString());
    for (Map.Entry<String, DoseResponse> known : example.responses().entrySet()) {
      DoseResponse fit =
          DoseResponse.of(plate, example.map(), known.getKey(), Set.of(ExamplePlate.EMPTY));
      assertEquals(Math.log(known.getValue().halfDose()), Math.log(fit.halfDose()), 0.7);
    }
  }
}
