package org.cellcount.export;

import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.io.RoiEncoder;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cellcount.base.AtomicFiles;
import org.cellcount.base.Require;
import org.cellcount.export.Outline.Corner;
import org.cellcount.measure.Cell;

/** Outlines as ImageJ's ROI Manager saves them: a zip of one file a cell. */
final class RoiZip {
  /** ImageJ keeps places in 16 bits, of which those below -5000 are read as large ones. */
  private static final int LARGEST_PLACE = 60_000;

  private RoiZip() {}

  static void write(Path file, CountedImage image) throws IOException {
    int largest = Math.max(image.labels().height(), image.labels().width());
    if (largest > LARGEST_PLACE) {
      throw new IOException(
          "ROIs of "
              + file
              + " cannot be written: the image has a side of "
              + largest
              + " pixels, ImageJ's format allows "
              + LARGEST_PLACE
              + "; expected GeoJSON instead");
    }
    String name = "%0" + Integer.toString(image.largestLabel()).length() + "d";
    AtomicFiles.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          Outlines.trace(
              image,
              (cell, outline) -> {
                String label = String.format(Locale.ROOT, name, cell.label());
                ZipEntry entry = new ZipEntry(label + ".roi");
                // The same cells give the same file.
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(bytes(cell, outline, label));
                zip.closeEntry();
              });
          zip.finish();
        });
  }

  private static byte[] bytes(Cell cell, Outline outline, String label) {
    Roi roi = outline.isSimple() ? traced(outline.parts().get(0).outside()) : composite(outline);
    roi.setName(label);
    byte[] bytes = RoiEncoder.saveAsByteArray(roi);
    Require.present("ROI of cell " + cell.label(), bytes);
    return bytes;
  }

  private static Roi traced(List<Corner> ring) {
    int[] x = ring.stream().mapToInt(Corner::x).toArray();
    int[] y = ring.stream().mapToInt(Corner::y).toArray();
    return new PolygonRoi(x, y, x.length, Roi.TRACED_ROI);
  }

  private static Roi composite(Outline outline) {
    Path2D path = new Path2D.Float(Path2D.WIND_EVEN_ODD);
    for (Outline.Part part : outline.parts()) {
      append(path, part.outside());
      part.holes().forEach(hole -> append(path, hole));
    }
    return new ShapeRoi(path);
  }

  private static void append(Path2D path, List<Corner> ring) {
    path.moveTo(ring.get(0).x(), ring.get(0).y());
    ring.subList(1, ring.size()).forEach(corner -> path.lineTo(corner.x(), corner.y()));
    path.closePath();
  }
}
