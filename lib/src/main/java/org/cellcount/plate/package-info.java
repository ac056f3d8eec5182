/**
 * Plates: which well and field a file shows, what was in the wells, and what the counts say about
 * both.
 *
 * <pre>{@code
 * List<FieldCount> fields = FieldCount.read(Path.of("results/predictions/counts.csv"), FieldNames.ANY);
 * PlateMap map = PlateMap.read(Path.of("map.csv"));
 * for (Plate plate : Plate.of(fields)) {
 *   PlateQuality quality = PlateQuality.of(plate, map);
 *   DoseResponse fit = DoseResponse.of(plate, map, "staurosporine", plate.flags(map).keySet());
 *   System.out.println(quality.zPrime() + ", half the effect at " + fit.halfDose());
 * }
 * }</pre>
 *
 * <p>Here belongs what is known of wells once their fields are counted, whoever counted them.
 */
package org.cellcount.plate;
