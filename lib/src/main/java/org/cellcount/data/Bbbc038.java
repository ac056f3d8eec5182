package org.cellcount.data;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * The nuclei of the 2018 Data Science Bowl, <a
 * href="https://bbbc.broadinstitute.org/BBBC038">BBBC038v1</a> (Caicedo et al. 2019, <a
 * href="https://doi.org/10.1038/s41592-019-0612-7">Nature Methods 16, 1247</a>), or any collection
 * laid out as it is: a folder for each image, with the image in {@code images} and one picture for
 * each cell in {@code masks}.
 *
 * <p>Only fluorescence images are taken. What is left out is listed with the reason.
 *
 * @param fields the fluorescence images, sorted by id
 * @param leftOut what was not taken, in the order of the fields
 */
public record Bbbc038(List<MicroscopeField> fields, List<LeftOut> leftOut) {
  /** Told of progress, from any thread but never from two at once. */
  @FunctionalInterface
  public interface Progress {
    /** Some of all fields are read. */
    void at(int done, int all);
  }

  /** Copies the lists. */
  public Bbbc038 {
    fields = List.copyOf(fields);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Reads all fields, on all cores.
   *
   * @param source a zip file or a folder that holds the fields' folders at any depth
   * @throws IOException if the source is missing or no zip, or holds no such folders
   */
  public static Bbbc038 read(Path source, Progress progress) throws IOException {
    if (!Files.exists(source)) {
      throw new IOException(source + " does not exist");
    }
    if (Files.isDirectory(source)) {
      return readFields(source, source, progress);
    }
    try (FileSystem zip = FileSystems.newFileSystem(source)) {
      return readFields(zip.getPath("/"), source, progress);
    } catch (ProviderNotFoundException | ZipException e) {
      throw new IOException(source + " is not a folder or a whole zip file: " + e.getMessage(), e);
    }
  }

  /**
   * Cuts every field into square crops, spread evenly, neighbours overlapping by a half or a little
   * less. Fields are reduced first so that their median cell has a given diameter, but never
   * enlarged and never below the size of a crop: the collection's cells measure from 8 to 70
   * pixels, and a set for counting needs several in each crop. Reduced masks are soft.
   *
   * <p>Cells are numbered 1..n within each crop. Pieces of less than 10 pixels of a cell cut by the
   * edge are foreground but not a cell. A crop's group is the number of its field.
   *
   * @param size rows and columns of a crop, at least 2
   * @param diameter largest median diameter of a field's cells, in pixels
   * @throws IllegalArgumentException if there is no field or one is smaller than a crop
   */
  public CellDataset crops(int size, double diameter) {
    return Crops.halfOverlapping("BBBC038", fields, size, diameter);
  }

  /**
   * The same with as few crops as cover every field: pictures to cut at random. Fields smaller than
   * a crop are enlarged to its size.
   *
   * @param size rows and columns of a crop, at least 2
   * @param diameter largest median diameter of a field's cells, in pixels
   * @throws IllegalArgumentException if there is no field
   */
  public CellDataset tiles(int size, double diameter) {
    return Crops.covering("BBBC038", fields, size, diameter);
  }

  private static Bbbc038 readFields(Path root, Path source, Progress progress) throws IOException {
    List<Path> folders = folders(root);
    if (folders.isEmpty()) {
      throw new IOException(
          source + " holds no folders <id>/images and <id>/masks as BBBC038 does");
    }
    AtomicInteger done = new AtomicInteger();
    List<FieldReader> readers =
        folders.parallelStream()
            .map(
                folder -> {
                  FieldReader reader = new FieldReader(folder);
                  reader.read();
                  synchronized (done) {
                    progress.at(done.incrementAndGet(), folders.size());
                  }
                  return reader;
                })
            .toList();
    return new Bbbc038(
        readers.stream().flatMap(reader -> reader.field().stream()).toList(),
        readers.stream().flatMap(reader -> reader.leftOut().stream()).toList());
  }

  /** The folders of all fields, sorted by id. */
  private static List<Path> folders(Path root) throws IOException {
    List<Path> folders = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(root)) {
      paths
          .filter(path -> path.endsWith("images") && Files.isDirectory(path))
          // What macOS adds to the zips it makes.
          .filter(path -> !path.toString().contains("__MACOSX"))
          .map(path -> path.toAbsolutePath().getParent())
          .forEach(folders::add);
    }
    folders.sort(
        Comparator.comparing((Path folder) -> folder.getFileName().toString())
            .thenComparing(Comparator.naturalOrder()));
    return folders;
  }
}
