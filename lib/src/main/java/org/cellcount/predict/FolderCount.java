package org.cellcount.predict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cellcount.count.CountResult;
import org.cellcount.image.GrayImage;
import org.cellcount.image.ImageSelection;
import org.cellcount.image.MicroscopeFile;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Counts the cells of every image file in a folder, one after the other, into a table in memory; a
 * file that cannot be read costs only itself. {@link BatchCount} counts on every core into files.
 */
public final class FolderCount {
  private FolderCount() {}

  /**
   * What became of a file.
   *
   * @param file its name
   * @param image its pixels, if it could be read
   * @param counted its cells and what it was reduced by for them, if it could be counted
   * @param status {@code ok} or why it was not counted
   */
  public record Row(
      String file, Optional<GrayImage> image, Optional<ScaledCount> counted, String status) {
    /** Its cells, if it could be counted. */
    public Optional<CountResult> result() {
      return counted.map(ScaledCount::cells);
    }
  }

  /** Is told about files that are done. */
  @FunctionalInterface
  public interface Listener {
    /** Draws, saves or shows; it keeps what it needs. */
    void done(Row row) throws IOException;
  }

  /**
   * Counts every image file of a folder, in the order of their names.
   *
   * @param counter counts one image: {@code model::countAnyScale}, or at a scale of your choice
   * @param folder with image files of any size that hold one image each
   * @param listener told each file as it is done
   * @return one row a file: its name, height, width, scale, count and status; what is not known of
   *     a file that was not counted is missing
   * @throws IOException if the folder cannot be listed or holds no image file, or the listener
   *     fails
   */
  public static Table run(Function<GrayImage, ScaledCount> counter, Path folder, Listener listener)
      throws IOException {
    Table table =
        Table.create(
            folder.getFileName().toString(),
            StringColumn.create("file"),
            IntColumn.create("height"),
            IntColumn.create("width"),
            DoubleColumn.create("scale"),
            IntColumn.create("count"),
            StringColumn.create("status"));
    for (Path file : imageFiles(folder)) {
      Row row = count(counter, file);
      add(table, row);
      listener.done(row);
    }
    return table;
  }

  private static void add(Table table, Row row) {
    table.stringColumn("file").append(row.file());
    table.intColumn("height").append(row.image().map(GrayImage::height).orElse(null));
    table.intColumn("width").append(row.image().map(GrayImage::width).orElse(null));
    table
        .doubleColumn("scale")
        .append(row.counted().map(c -> Math.round(c.scale() * 1e3) / 1e3).orElse(null));
    table.intColumn("count").append(row.result().map(CountResult::count).orElse(null));
    table.stringColumn("status").append(row.status());
  }

  private static List<Path> imageFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is not a folder, expected one with image files");
    }
    return ImageInputs.find(List.of(folder.toString()), false, folder).files();
  }

  private static Row count(Function<GrayImage, ScaledCount> counter, Path file) {
    String name = file.getFileName().toString();
    GrayImage image;
    try (MicroscopeFile open = MicroscopeFile.open(file)) {
      image = open.select(ImageSelection.NONE).read();
    } catch (IOException e) {
      // The table may travel: it names the file, not the folders of this machine.
      return failed(name, Optional.empty(), e.getMessage().replace(file.toString(), name));
    }
    try {
      return new Row(name, Optional.of(image), Optional.of(counter.apply(image)), "ok");
    } catch (IllegalArgumentException e) {
      return failed(name, Optional.of(image), e.getMessage());
    }
  }

  private static Row failed(String name, Optional<GrayImage> image, String reason) {
    return new Row(name, image, Optional.empty(), reason);
  }
}
