package org.cellcount.plate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.cellcount.base.Require;
import tech.tablesaw.api.StringColumn;

/**
 * A field of a well and what was counted in it.
 *
 * @param name which field
 * @param file the file that shows it
 * @param count its cells, if it could be counted
 * @param warning why the count may be wrong; empty if nothing was found
 */
public record FieldCount(FieldName name, String file, OptionalInt count, String warning) {
  /** Checks that every part is there. */
  public FieldCount {
    Require.present("name", name);
    Require.present("file", file);
    Require.present("count", count);
    Require.present("warning", warning);
  }

  /**
   * Reads a table of counts, {@code counts.csv} or one that the cluster has written, or a folder
   * that holds several such tables. Files whose names tell no well are left out.
   *
   * @param names how the files are named
   * @throws IOException if a table is missing or has no column {@code file}, {@code count} or
   *     {@code warning}, naming both, or no name tells a well
   */
  public static List<FieldCount> read(Path tables, FieldNames names) throws IOException {
    List<FieldCount> fields = new ArrayList<>();
    for (Path table : found(tables)) {
      add(table, names, fields);
    }
    if (fields.isEmpty()) {
      throw new IOException(
          tables + " holds no file whose name tells a well, read as " + names.label());
    }
    return fields;
  }

  private static List<Path> found(Path counts) throws IOException {
    if (!Files.isDirectory(counts)) {
      return List.of(counts);
    }
    try (Stream<Path> files = Files.walk(counts)) {
      return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
  }

  private static void add(Path file, FieldNames names, List<FieldCount> to) throws IOException {
    TextTable table = TextTable.read(file, "a table of counts");
    StringColumn images = table.column("file");
    StringColumn counts = table.column("count");
    StringColumn warnings = table.column("warning");
    for (int row = 0; row < table.rows(); row++) {
      Optional<FieldName> name = names.read(images.get(row));
      if (name.isPresent()) {
        try {
          to.add(
              new FieldCount(
                  name.get(), images.get(row), number(counts.get(row)), warnings.get(row)));
        } catch (IllegalArgumentException e) {
          throw table.refusal(row, e);
        }
      }
    }
  }

  private static OptionalInt number(String count) {
    try {
      return count.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(count));
    } catch (NumberFormatException e) {
      throw Require.refusal("count", count, "a whole number");
    }
  }
}
