package org.cellcount.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.util.SerializableConfiguration;
import org.cellcount.predict.ImageRow;

/** Writes the rows of images, which come ordered by plate, as a table of text for each plate. */
record WriteCounts(String folder, Broadcast<SerializableConfiguration> hadoop)
    implements ForeachPartitionFunction<Row> {
  private static final long serialVersionUID = 1;

  @Override
  public void call(Iterator<Row> rows) throws IOException {
    OutputFolder output = new OutputFolder(folder, hadoop.value().value());
    Row next = rows.hasNext() ? rows.next() : null;
    while (next != null) {
      String plate = next.getString(0);
      String name = ExternalCatalogUtils.escapePathName(plate) + ".csv";
      Path target = output.path(OutputFolder.COUNTS + "/" + name);
      Path aside = output.aside(target);
      try (OutputStream out = output.system().create(aside, true)) {
        out.write(ImageRow.csvHeader().getBytes(StandardCharsets.UTF_8));
        while (next != null && next.getString(0).equals(plate)) {
          out.write(row(next).csv().getBytes(StandardCharsets.UTF_8));
          next = rows.hasNext() ? rows.next() : null;
        }
      }
      output.replace(aside, target);
    }
  }

  private static ImageRow row(Row row) {
    Map<String, String> values = new HashMap<>();
    for (String column : ImageRow.COLUMNS) {
      values.put(column, ParquetRows.text(column, row.get(row.fieldIndex(column))));
    }
    return new ImageRow(row.getAs("file"), values, row.getAs("status"));
  }
}
