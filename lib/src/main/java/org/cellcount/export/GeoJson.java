package org.cellcount.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cellcount.base.AtomicFiles;
import org.cellcount.export.Outline.Corner;
import org.cellcount.export.Outline.Part;
import org.cellcount.measure.Cell;
import org.cellcount.measure.Cells;

/**
 * Outlines as GeoJSON (RFC 7946, but in pixels and y downwards) with the properties that QuPath
 * reads. A measurement that is not finite is left out.
 */
final class GeoJson {
  private GeoJson() {}

  static void write(Path file, CountedImage image) throws IOException {
    List<Cells.Measure> measures = Cells.measures(image.cells(), image.pixelSize());
    AtomicFiles.write(
        file,
        out -> {
          try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("type", "FeatureCollection");
            json.writeArrayFieldStart("features");
            Outlines.trace(image, (cell, outline) -> feature(json, cell, outline, measures));
            json.writeEndArray();
            json.writeEndObject();
          }
        });
  }

  private static void feature(
      JsonGenerator json, Cell cell, Outline outline, List<Cells.Measure> measures)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "Feature");
    json.writeObjectFieldStart("geometry");
    boolean one = outline.parts().size() == 1;
    json.writeStringField("type", one ? "Polygon" : "MultiPolygon");
    json.writeFieldName("coordinates");
    if (one) {
      polygon(json, outline.parts().get(0));
    } else {
      json.writeStartArray();
      for (Part part : outline.parts()) {
        polygon(json, part);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeObjectFieldStart("properties");
    json.writeStringField("objectType", "detection");
    json.writeStringField("name", String.valueOf(cell.label()));
    json.writeObjectFieldStart("measurements");
    for (Cells.Measure measure : measures) {
      double value = measure.of(cell);
      if (measure.whole()) {
        json.writeNumberField(measure.name(), (long) value);
      } else if (Double.isFinite(value)) {
        json.writeNumberField(measure.name(), value);
      }
    }
    json.writeNumberField("touchesBorder", cell.touchesBorder() ? 1 : 0);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private static void polygon(JsonGenerator json, Part part) throws IOException {
    json.writeStartArray();
    ring(json, part.outside());
    for (List<Corner> hole : part.holes()) {
      ring(json, hole);
    }
    json.writeEndArray();
  }

  /** A ring ends where it begins. */
  private static void ring(JsonGenerator json, List<Corner> ring) throws IOException {
    json.writeStartArray();
    for (int i = 0; i <= ring.size(); i++) {
      Corner corner = ring.get(i % ring.size());
      json.writeArray(new int[] {corner.x(), corner.y()}, 0, 2);
    }
    json.writeEndArray();
  }
}
