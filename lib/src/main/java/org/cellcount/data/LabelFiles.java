package org.cellcount.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.cellcount.count.Components;
import org.cellcount.count.Connectivity;
import org.cellcount.image.LabelImage;
import org.cellcount.microscopy.ImageFiles;

/** The cells of an image in a file of their own: a label image or outlines. */
final class LabelFiles {
  static final List<String> IMAGES = List.of(".tif", ".tiff", ".png", ".bmp");
  static final List<String> OUTLINES = List.of(".zip", ".roi", ".geojson", ".json");
  static final String PICKLE = "_seg.npy";

  private LabelFiles() {}

  /**
   * Reads the cells.
   *
   * @param height rows of the image
   * @param width columns of the image
   * @throws IOException if the file is damaged, of another size, or a mask without numbers
   */
  static LabelImage read(Path file, int height, int width) throws IOException {
    String name = file.getFileName().toString();
    String ending = ending(name);
    if (name.endsWith(PICKLE)) {
      throw new IOException(
          name
              + " is a Python pickle, which could run code and is never loaded: save its masks as"
              + " TIFF or PNG, in Cellpose by File > Save masks");
    }
    if (ending.equals(".zip") || ending.equals(".roi")) {
      return OutlineFiles.rois(file, height, width);
    }
    if (OUTLINES.contains(ending)) {
      return OutlineFiles.geoJson(file, height, width);
    }
    LabelImage labels = ImageFiles.readLabels(file);
    if (labels.height() != height || labels.width() != width) {
      throw new IOException(
          String.format(
              "%s is %dx%d, expected %dx%d as the image",
              name, labels.height(), labels.width(), height, width));
    }
    checkNumbered(labels, name);
    return labels;
  }

  private static void checkNumbered(LabelImage labels, String name) throws IOException {
    if (labels.count() == 1) {
      int pieces = Components.label(labels.foreground(), Connectivity.EIGHT).max();
      if (pieces > 1) {
        throw new IOException(
            name
                + " is a mask of all cells at once, in "
                + pieces
                + " pieces: number the cells, in Fiji by Analyze Particles with Show: Count Masks");
      }
    }
  }

  /** The end of a name from its last dot on, in small letters. */
  static String ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
  }
}
