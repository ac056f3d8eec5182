package org.cellcount.spark;

import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Removes the rows of images that are to be counted again. Each row names a file of images and the
 * paths to remove from it and from the file of cells that belongs to it.
 */
record RemoveRows(String folder, Broadcast<SerializableConfiguration> hadoop)
    implements ForeachPartitionFunction<Row> {
  private static final long serialVersionUID = 1;

  @Override
  public void call(Iterator<Row> rows) throws IOException {
    OutputFolder output = new OutputFolder(folder, hadoop.value().value());
    while (rows.hasNext()) {
      Row row = rows.next();
      Path images = new Path(URI.create(row.getString(0)));
      Path cells = output.cellsOf(images);
      Set<String> paths = new HashSet<>(row.getList(1));
      Path imagesAside = without(paths, images, ParquetRows.IMAGES, output);
      Path cellsAside =
          output.system().exists(cells) ? without(paths, cells, ParquetRows.CELLS, output) : null;
      // While there is no file of images, its images are not counted: nothing is half done.
      output.system().delete(images, false);
      if (cellsAside != null) {
        output.replace(cellsAside, cells);
      }
      output.place(imagesAside, images);
    }
  }

  private static Path without(Set<String> paths, Path file, MessageType type, OutputFolder output)
      throws IOException {
    Path aside = output.aside(file);
    try (ParquetRows left = new ParquetRows(aside, type, output.conf())) {
      left.addAllBut(file, paths, output.conf());
    }
    return aside;
  }
}
