package org.cellcount.data;

import com.fasterxml.jackson.databind.JsonNode;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.process.ImageProcessor;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.cellcount.base.Json;
import org.cellcount.base.Memory;
import org.cellcount.image.LabelImage;

/** Outlines that people drew: zips of ImageJ's ROIs, and GeoJSON as QuPath exports it. */
final class OutlineFiles {
  private static final int LONGEST_ROI = 1 << 24;
  private static final double FURTHEST = 1e7;

  // Of the header that ij.io.RoiDecoder describes.
  private static final int SHORTEST_ROI = 64;
  private static final int SHAPE_FLOATS = 36;
  private static final int SUBTYPE = 48;
  private static final short TEXT = 1;
  private static final short PICTURE = 3;

  private final String name;
  private final int height;
  private final int width;

  private OutlineFiles(String name, int height, int width) {
    this.name = name;
    this.height = height;
    this.width = width;
  }

  /**
   * Reads the outlines of a zip of ROIs, or of a single one.
   *
   * @throws IOException if it is damaged, or one encloses no area or lies beyond the image
   */
  static LabelImage rois(Path file, int height, int width) throws IOException {
    OutlineFiles reader = new OutlineFiles(file.getFileName().toString(), height, width);
    List<int[]> cells = new ArrayList<>();
    if (isNamed(file.getFileName().toString(), ".roi")) {
      cells.add(reader.roi(Files.readAllBytes(file), reader.name));
      return CellPixels.paint(height, width, cells);
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (isNamed(entry.getName(), ".roi")) {
          try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(LONGEST_ROI);
            cells.add(reader.roi(bytes, reader.name + ": " + entry.getName()));
          }
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw reader.because(e);
    }
    if (cells.isEmpty()) {
      throw new IOException(reader.name + " holds no ROI");
    }
    return CellPixels.paint(height, width, cells);
  }

  private static boolean isNamed(String name, String ending) {
    return name.toLowerCase(Locale.ROOT).endsWith(ending);
  }

  private IOException because(Exception e) {
    String reason = e.getMessage() == null ? "it is cut short or damaged" : e.getMessage();
    return new IOException(reason.startsWith(name) ? reason : name + ": " + reason, e);
  }

  private int[] roi(byte[] bytes, String what) throws IOException {
    Roi roi;
    try {
      if (!isSound(bytes)) {
        throw new IOException("its header does not fit its length");
      }
      roi = new RoiDecoder(bytes, what).getRoi();
    } catch (IOException | RuntimeException e) {
      throw new IOException(what + " is no ROI of ImageJ, or damaged", e);
    }
    if (roi == null || !roi.isArea()) {
      throw new IOException(what + " encloses no area, expected an outline");
    }
    Rectangle bounds = roi.getBounds();
    checkBounds(bounds, what);
    ImageProcessor mask;
    try {
      mask = roi.getMask();
    } catch (RuntimeException e) {
      throw new IOException(what + " is no ROI of ImageJ, or damaged", e);
    }
    return pixels(bounds, (x, y) -> mask == null || mask.get(x, y) != 0);
  }

  /** Whether what the header asks memory for is there; texts and pictures are no outlines. */
  private static boolean isSound(byte[] bytes) {
    if (bytes.length < SHORTEST_ROI) {
      return false;
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    short subtype = header.getShort(SUBTYPE);
    int floats = header.getInt(SHAPE_FLOATS);
    return subtype != TEXT
        && subtype != PICTURE
        && floats >= 0
        && floats <= bytes.length / Float.BYTES;
  }

  /** Whether a pixel of a box belongs to a cell. */
  private interface Inside {
    boolean test(int x, int y);
  }

  private int[] pixels(Rectangle bounds, Inside inside) {
    Rectangle seen = bounds.intersection(new Rectangle(width, height));
    int[] found = new int[Math.max(0, seen.width) * Math.max(0, seen.height)];
    int number = 0;
    for (int y = seen.y; y < seen.y + seen.height; y++) {
      for (int x = seen.x; x < seen.x + seen.width; x++) {
        if (inside.test(x - bounds.x, y - bounds.y)) {
          found[number++] = y * width + x;
        }
      }
    }
    return Arrays.copyOf(found, number);
  }

  /** An outline may reach a little beyond the image, but not be that of another one. */
  private void checkBounds(Rectangle bounds, String what) throws IOException {
    boolean near =
        bounds.x >= -width
            && bounds.y >= -height
            && (long) bounds.x + bounds.width <= 2L * width
            && (long) bounds.y + bounds.height <= 2L * height;
    if (!near || !bounds.intersects(new Rectangle(width, height))) {
      throw new IOException(
          String.format(
              "%s lies at row %d to %d, column %d to %d, beyond the image of %dx%d",
              what,
              bounds.y,
              (long) bounds.y + bounds.height,
              bounds.x,
              (long) bounds.x + bounds.width,
              height,
              width));
    }
  }

  /**
   * Reads polygons of GeoJSON, in pixels, y downwards. Where there are detections or cells,
   * annotations are the regions they lie in.
   *
   * @throws IOException if it is damaged, or a shape is no polygon or lies beyond the image
   */
  static LabelImage geoJson(Path file, int height, int width) throws IOException {
    OutlineFiles reader = new OutlineFiles(file.getFileName().toString(), height, width);
    try {
      Memory.check(reader.name, 8 * Files.size(file));
      return reader.geoJson(Json.readNode(file));
    } catch (IOException e) {
      throw reader.because(e);
    }
  }

  private LabelImage geoJson(JsonNode root) throws IOException {
    List<JsonNode> features = new ArrayList<>();
    JsonNode all = root.isArray() ? root : root.path("features");
    all.forEach(features::add);
    if (root.path("type").asText().equals("Feature")) {
      features.add(root);
    }
    boolean detected = features.stream().anyMatch(feature -> !isAnnotation(feature));
    List<int[]> cells = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      if (!detected || !isAnnotation(features.get(i))) {
        cells.add(shape(features.get(i).path("geometry"), name + ": feature " + i));
      }
    }
    if (cells.isEmpty()) {
      throw new IOException(name + " holds no feature of GeoJSON");
    }
    return CellPixels.paint(height, width, cells);
  }

  private static boolean isAnnotation(JsonNode feature) {
    return feature.path("properties").path("objectType").asText().equals("annotation");
  }

  private int[] shape(JsonNode geometry, String what) throws IOException {
    Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    JsonNode coordinates = geometry.path("coordinates");
    switch (geometry.path("type").asText()) {
      case "Polygon" -> add(path, coordinates, what);
      case "MultiPolygon" -> {
        for (JsonNode polygon : coordinates) {
          add(path, polygon, what);
        }
      }
      default -> throw new IOException(what + " is no Polygon or MultiPolygon");
    }
    Rectangle bounds = path.getBounds();
    checkBounds(bounds, what);
    return filled(path, bounds);
  }

  private static void add(Path2D path, JsonNode rings, String what) throws IOException {
    for (JsonNode ring : rings) {
      for (int i = 0; i < ring.size(); i++) {
        double x = coordinate(ring.get(i).path(0), what);
        double y = coordinate(ring.get(i).path(1), what);
        if (i == 0) {
          path.moveTo(x, y);
        } else {
          path.lineTo(x, y);
        }
      }
      if (!ring.isEmpty()) {
        path.closePath();
      }
    }
  }

  private static double coordinate(JsonNode node, String what) throws IOException {
    double value = node.asDouble(Double.NaN);
    if (!(Math.abs(value) <= FURTHEST)) {
      throw new IOException(what + " has a coordinate " + node + ", expected a number of pixels");
    }
    return value;
  }

  /** The pixels whose centres lie inside. */
  private int[] filled(Shape shape, Rectangle bounds) {
    Rectangle seen = bounds.intersection(new Rectangle(width, height));
    BufferedImage mask = new BufferedImage(seen.width, seen.height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = mask.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.translate(-seen.x, -seen.y);
    graphics.fill(shape);
    graphics.dispose();
    return pixels(seen, (x, y) -> mask.getRaster().getSample(x, y, 0) != 0);
  }
}
