package org.cellcount.plate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** A file of comma-separated values whose cells are texts, as they stand there. */
record TextTable(Path file, String expected, Table table) {
  /**
   * Reads a table.
   *
   * @param expected the table that was expected, in words
   * @throws IOException if the file is missing or no table, naming it
   */
  static TextTable read(Path file, String expected) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is missing, expected " + expected);
    }
    try {
      CsvReadOptions options =
          CsvReadOptions.builder(file.toFile()).columnTypes(name -> ColumnType.STRING).build();
      return new TextTable(file, expected, Table.read().csv(options));
    } catch (RuntimeException e) {
      throw new IOException(file + " is no table, expected " + expected + ": " + e.getMessage(), e);
    }
  }

  int rows() {
    return table.rowCount();
  }

  /**
   * The name of the first column that is meant.
   *
   * @param wanted what to call it if there is none
   */
  String name(String wanted, Predicate<String> meant) throws IOException {
    List<String> names = table.columnNames();
    return names.stream()
        .filter(meant)
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    file
                        + " has no column '"
                        + wanted
                        + "' but "
                        + String.join(", ", names)
                        + ", expected "
                        + expected));
  }

  StringColumn column(String wanted, Predicate<String> meant) throws IOException {
    return table.stringColumn(name(wanted, meant));
  }

  StringColumn column(String name) throws IOException {
    return column(name, name::equals);
  }

  /** Says what is wrong with a row; to be thrown. */
  IOException refusal(int row, IllegalArgumentException reason) {
    return new IOException(file + ", row " + (row + 1) + ": " + reason.getMessage(), reason);
  }
}
