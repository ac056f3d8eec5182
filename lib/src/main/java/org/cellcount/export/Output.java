package org.cellcount.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cellcount.base.AtomicFiles;
import org.cellcount.base.Named;
import org.cellcount.base.Names;
import org.cellcount.measure.Cells;

/** What can be written of a counted image, each a file of its own. */
public enum Output implements Named {
  /** The label image: a TIFF of 16 bits, or 32 where there are more cells, with the pixel size. */
  LABELS("labels", ".labels.tif") {
    @Override
    public void write(Path file, CountedImage image) throws IOException {
      LabelTiff.write(file, image);
    }
  },
  /** Outlines as a zip of ImageJ's ROIs, for its ROI Manager; each is named by its label. */
  ROIS("rois", ".rois.zip") {
    @Override
    public void write(Path file, CountedImage image) throws IOException {
      RoiZip.write(file, image);
    }
  },
  /** Outlines and measurements as GeoJSON, which QuPath imports as detections. */
  GEOJSON("geojson", ".geojson") {
    @Override
    public void write(Path file, CountedImage image) throws IOException {
      GeoJson.write(file, image);
    }
  },
  /** The table of cells, {@link Cells#table(List, java.util.Optional)}, as CSV. */
  CELLS("cells", ".cells.csv") {
    @Override
    public void write(Path file, CountedImage image) throws IOException {
      AtomicFiles.write(
          file, out -> Cells.table(image.cells(), image.pixelSize()).write().csv(out));
    }
  },
  /** The image at its full size with the outline of every cell, as PNG. */
  OVERLAY("overlay", ".overlay.png") {
    @Override
    public void write(Path file, CountedImage image) throws IOException {
      OverlayPng.write(file, image);
    }
  };

  private final String label;
  private final String suffix;

  Output(String label, String suffix) {
    this.label = label;
    this.suffix = suffix;
  }

  @Override
  public String label() {
    return label;
  }

  /** What the name of such a file ends in; the name of the image goes before. */
  public String suffix() {
    return suffix;
  }

  /** Whether a file is named as one of these. */
  public static boolean isOne(String fileName) {
    for (Output output : values()) {
      if (fileName.endsWith(output.suffix)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The output of that name.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public static Output of(String name) {
    return Names.find("output", name, values());
  }

  /**
   * Writes a file, replacing one of the same name; missing folders are made.
   *
   * @throws IOException if it cannot be written, naming it; a previous one is untouched
   */
  public abstract void write(Path file, CountedImage image) throws IOException;
}
