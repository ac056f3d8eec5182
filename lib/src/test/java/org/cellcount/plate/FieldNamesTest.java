package org.cellcount.plate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldNamesTest {
  private static void assertReads(
      FieldNames names, String path, String plate, String well, int field, String channel) {
    FieldName expected = new FieldName(plate, Well.of(well), field, channel);
    assertEquals(Optional.of(expected), names.read(path));
    assertEquals(Optional.of(expected), FieldNames.ANY.read(path));
  }

  @Test
  void eachMicroscopeIsUnderstood() {
    assertReads(FieldNames.OPERA, "/screen/P7/002003014.flex", "P7", "B03", 14, "");
    assertReads(FieldNames.OPERA, "P7/016024001_ch2.tif", "P7", "P24", 1, "_ch2");
    assertReads(
        FieldNames.OPERETTA,
        "s3a://bucket/P7__2026-01-02/Images/r02c03f09p01-ch1sk1fk1fl1.tiff",
        "P7__2026-01-02",
        "B03",
        9,
        "p01-ch1sk1fk1fl1");
    assertReads(
        FieldNames.IMAGEXPRESS,
        "x\\TimePoint_1\\my_plate_H12_s4_w2A1B2C3D4-E5F6.tif",
        "my_plate",
        "H12",
        4,
        "2");
    assertReads(FieldNames.IMAGEXPRESS, "week1_AF48_w1.TIF", "week1", "AF48", 1, "1");
    assertReads(
        FieldNames.CELLPROFILER, "sbs/images/Channel1-15-B-03.tif", "sbs", "B03", 1, "Channel1");
    assertReads(FieldNames.WELL, "P7/B3.png", "P7", "B03", 1, "");
    assertReads(FieldNames.WELL, "x/h11_f2.png", "x", "H11", 2, "");
    assertReads(FieldNames.WELL, "x/P7_B3.png", "P7", "B03", 1, "");
    assertReads(FieldNames.WELL, "one_two_h11_f2.jpeg", "one_two", "H11", 2, "");
  }

  @Test
  void whatTellsNoWellIsNone() {
    for (String name :
        new String[] {
          "image.png",
          "r00c01f01p01-ch1.tiff",
          "r02c49f01p01-ch1.tiff",
          "000001001.tif",
          "my_plate_H12_s4_w2_thumbA1B2.tif",
          "P7/Z99.png",
          "",
          "/",
          "B03"
        }) {
      assertEquals(Optional.empty(), FieldNames.ANY.read(name), name);
    }
  }

  @Test
  void filesWithoutAFolderAreOfOnePlate() {
    assertEquals("plate", FieldNames.WELL.read("B03.png").orElseThrow().plate());
    assertEquals("plate", FieldNames.plateOf("Images/TimePoint_3/x.tif"));
    assertEquals("p", FieldNames.plateOf("/p/Images/x.tif"));
  }

  @Test
  void namesOfTheReadersOwnAreRegularExpressions() {
    FieldNames own = FieldNames.of("(?<plate>.*)-(?<well>[A-H][0-9]+)-(?<field>[0-9])\\.tif");
    assertEquals(
        Optional.of(new FieldName("x", Well.of("C4"), 5, "")), own.read("folder/x-C4-5.tif"));
    assertEquals(Optional.empty(), own.read("x-C4-5.png"));
    FieldNames python =
        FieldNames.of(
            "(?P<Plate>.*)_(?P<WellRow>[A-P])(?P<WellColumn>[0-9]{2})_s(?P<Site>[0-9])\\.tif");
    assertEquals(
        Optional.of(new FieldName("x", Well.of("P24"), 3, "")), python.read("x_P24_s3.tif"));
  }

  @Test
  void aWayOfNamingIsFoundByItsName() {
    assertEquals(FieldNames.OPERETTA, FieldNames.of("Operetta"));
    assertEquals(FieldNames.ANY, FieldNames.of("any"));
  }

  private static void assertRefused(String pattern, String because) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> FieldNames.of(pattern)).getMessage();
    assertTrue(message.contains(because), message);
  }

  @Test
  void whatIsNoWayOfNamingIsRefused() {
    assertRefused("oprea", "expected one of opera, operetta, imagexpress, cellprofiler, well, any");
    assertRefused("(?<well>[A-H", "expected a regular expression");
    assertRefused("(?<row>[A-H])x(?<field>.)", "expected a group (?<well>...)");
    assertRefused("(?<well>.*)(?<dose>.*)", "no groups but channel, column, field, plate, row");
  }
}
