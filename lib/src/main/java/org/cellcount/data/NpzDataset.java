package org.cellcount.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.cellcount.base.AtomicFiles;
import org.cellcount.base.Memory;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.npz.NpyStream;
import org.cellcount.npz.NpzFile;

/**
 * Data sets in npz files. Arrays, for N images of H rows and W columns:
 *
 * <ul>
 *   <li>{@code X} or {@code images}: (N, H, W), (N, H, W, 1) or (N, 1, H, W). uint16 is divided by
 *       65,535, other integers (0..255) by 255, floats (0..255) by 255 if any is above 1.
 *   <li>{@code y} or {@code masks}: likewise; 0 and 1, 0 and 255, or soft values 0..1.
 *   <li>{@code labels}, optional: likewise; a number for each cell, 0 for background.
 *   <li>{@code counts}, optional: (N), the true counts.
 *   <li>{@code groups}, optional: (N), whole numbers, equal for crops of one source image.
 * </ul>
 */
public final class NpzDataset {
  private static final List<String> IMAGES = List.of("X", "images");
  private static final List<String> MASKS = List.of("y", "masks");
  private static final String LABELS = "labels";
  private static final String COUNTS = "counts";
  private static final String GROUPS = "groups";

  private NpzDataset() {}

  /**
   * Reads images, masks and, where present, labels, counts and groups.
   *
   * @throws IOException if the file cannot be read or is not such a data set; the message names the
   *     file, the array and what was expected
   */
  public static CellDataset read(Path file) throws IOException {
    try (NpzFile npz = new NpzFile(file);
        NpyStream imageStream = npz.open(oneOf(npz, IMAGES, "images"));
        NpyStream maskStream = npz.open(oneOf(npz, MASKS, "masks"))) {
      PixelStack images = new PixelStack(imageStream);
      PixelStack masks = new PixelStack(maskStream);
      masks.checkMatches(images);
      Memory.check(file.toString(), images.bytes() * (npz.names().contains(LABELS) ? 3 : 2));
      Optional<int[]> counts = list(npz, COUNTS, images.images());
      Optional<int[]> groups = list(npz, GROUPS, images.images());

      // Inflating takes nearly all the time, and one array cannot be inflated by two threads.
      FutureTask<List<GrayImage>> imageReader = new FutureTask<>(images::readImages);
      Thread thread = new Thread(imageReader, "npz images");
      thread.setDaemon(true);
      thread.start();
      List<GrayImage> readMasks = masks.readMasks();
      Optional<List<LabelImage>> labels = labels(npz, images);
      return assemble(file, join(imageReader), readMasks, labels, counts, groups);
    }
  }

  /**
   * Reads the images of a file that may hold nothing else, as a test set does.
   *
   * @throws IOException if the file cannot be read or holds no images; the message names the file,
   *     the array and what was expected
   */
  public static List<GrayImage> readImages(Path file) throws IOException {
    try (NpzFile npz = new NpzFile(file);
        NpyStream stream = npz.open(oneOf(npz, IMAGES, "images"))) {
      PixelStack images = new PixelStack(stream);
      Memory.check(file.toString(), images.bytes());
      return images.readImages();
    }
  }

  /**
   * Writes a data set so that {@link #read} gives the same back: images as uint8 where that loses
   * nothing, else as float32; counts only if they came with the data.
   *
   * @throws IllegalArgumentException if an image is not in 0..1, as after a normalisation
   * @throws IOException if the file cannot be written; a previous one is untouched
   */
  public static void write(Path file, CellDataset dataset) throws IOException {
    NpzDatasetWriter writer = new NpzDatasetWriter(dataset);
    AtomicFiles.write(file, writer::writeTo);
  }

  private static CellDataset assemble(
      Path file,
      List<GrayImage> images,
      List<GrayImage> masks,
      Optional<List<LabelImage>> labels,
      Optional<int[]> counts,
      Optional<int[]> groups)
      throws IOException {
    try {
      CellDataset dataset = CellDataset.ofChecked(nameOf(file), images, masks);
      dataset = labels.map(dataset::withLabels).orElse(dataset);
      dataset = counts.map(dataset::withCounts).orElse(dataset);
      return groups.map(dataset::withGroups).orElse(dataset);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static Optional<List<LabelImage>> labels(NpzFile npz, PixelStack images)
      throws IOException {
    if (!npz.names().contains(LABELS)) {
      return Optional.empty();
    }
    try (NpyStream stream = npz.open(LABELS)) {
      PixelStack labels = new PixelStack(stream);
      labels.checkMatches(images);
      return Optional.of(labels.readLabels());
    }
  }

  private static Optional<int[]> list(NpzFile npz, String name, int images) throws IOException {
    if (!npz.names().contains(name)) {
      return Optional.empty();
    }
    try (NpyStream stream = npz.open(name)) {
      List<Long> shape = stream.header().shape();
      long n = images;
      if (!shape.equals(List.of(n)) && !shape.equals(List.of(n, 1L))) {
        throw new IOException(
            String.format(
                "%s has shape %s, expected (%d), one for each image",
                stream.where(), stream.header().shapeText(), images));
      }
      int[] values = new int[images];
      stream.read(values);
      stream.finish();
      return Optional.of(values);
    }
  }

  private static String oneOf(NpzFile npz, List<String> names, String what) throws IOException {
    List<String> found = names.stream().filter(npz.names()::contains).toList();
    if (found.size() != 1) {
      throw new IOException(
          String.format(
              "%s holds the arrays %s, expected %s as one of %s",
              npz.file(), npz.names(), what, names));
    }
    return found.get(0);
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replaceFirst("\\.npz$", "");
  }

  private static <T> T join(FutureTask<T> task) throws IOException {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while reading").initCause(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw new IOException(cause.getMessage(), cause);
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
