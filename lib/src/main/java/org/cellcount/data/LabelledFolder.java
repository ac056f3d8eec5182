package org.cellcount.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cellcount.base.Memory;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.microscopy.ImageSelection;
import org.cellcount.microscopy.MicroscopeFile;
import org.cellcount.microscopy.MicroscopeImage;

/**
 * Training data as people have it: a folder of images beside their cells. The images lie in the
 * folder itself or in {@code images}; the cells beside them under the same name with {@code
 * _masks}, {@code _mask}, {@code _labels}, {@code _label}, {@code _cp_masks} or {@code _rois}
 * added, or in {@code masks} or {@code labels} under the same name, with or without that. They are
 * label images (TIFF or PNG of 8, 16 or 32 bits: 0 between the cells, a number of its own in each),
 * zips of ImageJ's ROIs, or GeoJSON as QuPath exports it.
 *
 * @param fields the images with cells, sorted by name
 * @param leftOut what was not taken, and why
 */
public record LabelledFolder(List<MicroscopeField> fields, List<LeftOut> leftOut) {
  private static final List<String> LABEL_FOLDERS = List.of("masks", "labels");
  private static final List<String> ENDS =
      List.of("_cp_masks", "_masks", "_mask", "_labels", "_label", "_rois");
  private static final List<String> IMAGE_ENDINGS =
      List.of(".tif", ".tiff", ".png", ".jpg", ".jpeg", ".bmp");

  /** Copies the lists. */
  public LabelledFolder {
    fields = List.copyOf(fields);
    leftOut = List.copyOf(leftOut);
  }

  /** An image and what could be its cells. */
  private record Pair(Path image, List<Path> labels) {}

  /** An image with its cells, or why it was left out. */
  private record Read(Optional<MicroscopeField> field, Optional<LeftOut> leftOut) {}

  /** Whether a folder holds an image with cells under one of the names above. */
  public static boolean isOne(Path folder) throws IOException {
    return Files.isDirectory(folder)
        && new Listing(folder).pairs().stream().anyMatch(pair -> !pair.labels().isEmpty());
  }

  /**
   * Reads a folder, on all cores.
   *
   * @param selection which image of files with several
   * @throws IOException if the folder cannot be listed
   */
  public static LabelledFolder read(Path folder, ImageSelection selection) throws IOException {
    Listing listing = new Listing(folder);
    List<Read> all = listing.pairs().parallelStream().map(pair -> read(pair, selection)).toList();
    List<LeftOut> leftOut = new ArrayList<>(listing.alone());
    all.forEach(read -> read.leftOut().ifPresent(leftOut::add));
    return new LabelledFolder(
        all.stream().flatMap(read -> read.field().stream()).toList(), leftOut);
  }

  private static Read read(Pair pair, ImageSelection selection) {
    String name = pair.image().getFileName().toString();
    try {
      if (pair.labels().size() != 1) {
        throw new IOException(
            pair.labels().isEmpty()
                ? "has no labels"
                : "has " + pair.labels().size() + " files of labels, expected 1: " + names(pair));
      }
      try (MicroscopeFile file = MicroscopeFile.open(pair.image())) {
        long pixels = (long) file.height() * file.width();
        Memory.check("with all before it, it", pixels * (Float.BYTES + Integer.BYTES));
        MicroscopeImage chosen = file.select(selection);
        if (!chosen.warnings().isEmpty()) {
          throw new IOException(String.join("; ", chosen.warnings()));
        }
        LabelImage labels = LabelFiles.read(pair.labels().get(0), file.height(), file.width());
        GrayImage image = chosen.read();
        return new Read(
            Optional.of(new MicroscopeField(stem(name), image, labels)), Optional.empty());
      }
    } catch (IOException e) {
      String reason = e.getMessage().replace(pair.image().toString() + " ", "");
      return new Read(Optional.empty(), Optional.of(new LeftOut(name, reason)));
    }
  }

  private static String names(Pair pair) {
    return String.join(
        ", ", pair.labels().stream().map(file -> file.getFileName().toString()).toList());
  }

  /** The name of an image without its ending; {@code .ome.tif} is one. */
  private static String stem(String name) {
    String ending = LabelFiles.ending(name);
    String stem = name.substring(0, name.length() - ending.length());
    return stem.endsWith(".ome") ? stem.substring(0, stem.length() - 4) : stem;
  }

  /** Which files of a folder are images, and which their labels. */
  private static final class Listing {
    private final TreeMap<String, Path> images = new TreeMap<>();
    private final TreeMap<String, List<Path>> labels = new TreeMap<>();
    private final List<LeftOut> alone = new ArrayList<>();

    Listing(Path folder) throws IOException {
      Path inside = folder.resolve("images");
      Path home = Files.isDirectory(inside) ? inside : folder;
      List<Path> candidates = new ArrayList<>();
      for (Path file : files(home)) {
        String name = file.getFileName().toString();
        if (IMAGE_ENDINGS.contains(LabelFiles.ending(name)) && isImage(file)) {
          Path other = images.putIfAbsent(stem(name), file);
          if (other != null) {
            alone.add(new LeftOut(name, "has the name of " + other.getFileName()));
          }
        } else {
          candidates.add(file);
        }
      }
      for (Path file : candidates) {
        add(file, false);
      }
      for (String name : LABEL_FOLDERS) {
        if (Files.isDirectory(folder.resolve(name))) {
          for (Path file : files(folder.resolve(name))) {
            add(file, true);
          }
        }
      }
    }

    /** Whether a file is no label image of another file beside it. */
    private static boolean isImage(Path file) {
      String stem = stem(file.getFileName().toString());
      return ENDS.stream().noneMatch(stem::endsWith);
    }

    private static List<Path> files(Path folder) throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        return files
            .filter(file -> !file.getFileName().toString().startsWith("."))
            .filter(Files::isRegularFile)
            .sorted()
            .toList();
      }
    }

    private void add(Path file, boolean labelsOnly) {
      String name = file.getFileName().toString();
      String ending = LabelFiles.ending(name);
      boolean pickle = name.endsWith(LabelFiles.PICKLE);
      if (!pickle && !LabelFiles.IMAGES.contains(ending) && !LabelFiles.OUTLINES.contains(ending)) {
        return;
      }
      String stem = pickle ? name.substring(0, name.length() - 8) : stem(name);
      Set<String> owners = new HashSet<>(Set.of(stem));
      ENDS.stream()
          .filter(stem::endsWith)
          .forEach(end -> owners.add(stem.substring(0, stem.length() - end.length())));
      Optional<String> owner = owners.stream().filter(images::containsKey).findFirst();
      if (owner.isPresent()) {
        labels.computeIfAbsent(owner.get(), key -> new ArrayList<>()).add(file);
      } else if (labelsOnly || owners.size() > 1 || pickle) {
        alone.add(new LeftOut(name, "belongs to no image"));
      }
    }

    List<LeftOut> alone() {
      return alone;
    }

    List<Pair> pairs() {
      return images.entrySet().stream()
          .map(image -> new Pair(image.getValue(), labelsOf(image.getKey())))
          .toList();
    }

    /** A pickle counts only where nothing else is there. */
    private List<Path> labelsOf(String stem) {
      List<Path> all = labels.getOrDefault(stem, List.of());
      List<Path> readable =
          all.stream().filter(file -> !file.toString().endsWith(LabelFiles.PICKLE)).toList();
      return readable.isEmpty() ? all : readable;
    }
  }
}
