package org.cellcount.spark;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.cellcount.export.CountedImage;
import org.cellcount.export.Output;
import org.cellcount.measure.Cell;
import org.cellcount.plate.FieldName;
import org.cellcount.plate.FieldNames;
import org.cellcount.predict.ImageRow;
import org.cellcount.predict.RowCounter;

/**
 * Counts the files of a partition, which come ordered by plate, into one file of images and one of
 * cells for each plate. They are named after run and partition: another attempt at the task finds
 * what the first has put in place and leaves it.
 */
final class CountTask implements ForeachPartitionFunction<Row> {
  private static final long serialVersionUID = 1;

  /** What all tasks of a run have in common. */
  record Run(
      String name,
      String output,
      String root,
      String names,
      Set<Output> wanted,
      SentOptions options,
      int threads)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }

  private final Run run;
  private final Broadcast<SentModel> model;
  private final Broadcast<SerializableConfiguration> hadoop;

  CountTask(Run run, Broadcast<SentModel> model, Broadcast<SerializableConfiguration> hadoop) {
    this.run = run;
    this.model = model;
    this.hadoop = hadoop;
  }

  @Override
  public void call(Iterator<Row> rows) throws IOException {
    if (!rows.hasNext()) {
      return;
    }
    TaskThread.run(run.threads(), () -> count(rows));
  }

  private void count(Iterator<Row> rows) throws IOException {
    RowCounter counter = LoadedModel.counter(model.value(), run.options());
    OutputFolder output = new OutputFolder(run.output(), hadoop.value().value());
    String part = String.format("part-%s-%06d.parquet", run.name(), TaskContext.getPartitionId());
    Row next = rows.next();
    while (next != null) {
      String plate = next.getString(0);
      boolean done = output.system().exists(output.rows(OutputFolder.IMAGES, plate, part));
      try (Part open = done ? null : new Part(output, plate, part)) {
        while (next != null && next.getString(0).equals(plate)) {
          if (open != null) {
            open.count(
                new FileListing.Entry(next.getString(1), next.getLong(2), next.getLong(3), null),
                counter);
          }
          next = rows.hasNext() ? rows.next() : null;
        }
        if (open != null) {
          open.place();
        }
      }
    }
  }

  /** The rows of one plate. */
  private final class Part implements Closeable {
    private final OutputFolder output;
    private final Path imagesTarget;
    private final Path cellsTarget;
    private final Path imagesAside;
    private final Path cellsAside;
    private final ParquetRows images;
    private final ParquetRows cells;
    private final FieldNames names = FieldNames.of(run.names());
    private boolean closed;

    Part(OutputFolder output, String plate, String name) throws IOException {
      this.output = output;
      imagesTarget = output.rows(OutputFolder.IMAGES, plate, name);
      cellsTarget = output.rows(OutputFolder.CELLS, plate, name);
      imagesAside = output.aside(imagesTarget);
      cellsAside = output.aside(cellsTarget);
      images = new ParquetRows(imagesAside, ParquetRows.IMAGES, output.conf());
      cells = new ParquetRows(cellsAside, ParquetRows.CELLS, output.conf());
    }

    void count(FileListing.Entry found, RowCounter counter) throws IOException {
      if (TaskContext.get().isInterrupted()) {
        throw new IOException("counting was interrupted");
      }
      long began = System.nanoTime();
      Optional<FieldName> field = names.read(found.path());
      String path = found.path();
      String name = path.startsWith(run.root()) ? path.substring(run.root().length()) : path;
      ImageRow row;
      try (LocalCopy copy = LocalCopy.of(new Path(path), output.conf())) {
        row = counter.count(copy.file(), name, image -> accept(image, found, field, name));
      } catch (IOException e) {
        row = ImageRow.failed(name, Map.of(), name + " cannot be read: " + e.getMessage());
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      images.add(found, field, row, seconds, model.value().fingerprint());
    }

    private void accept(
        CountedImage image, FileListing.Entry found, Optional<FieldName> field, String name)
        throws IOException {
      for (Output what : run.wanted()) {
        if (what != Output.CELLS) {
          java.nio.file.Path scratch = Files.createTempFile("cellcount-", what.suffix());
          try {
            what.write(scratch, image);
            Path target = output.path(OutputFolder.FILES + "/" + name + what.suffix());
            Path aside = output.aside(target);
            output.system().copyFromLocalFile(new Path(scratch.toUri()), aside);
            output.replace(aside, target);
          } finally {
            Files.deleteIfExists(scratch);
          }
        }
      }
      if (run.wanted().contains(Output.CELLS)) {
        for (Cell cell : image.cells()) {
          cells.add(found, field, cell, image.pixelSize());
        }
      }
    }

    /** Puts cells, then images into place. */
    void place() throws IOException {
      close();
      if (run.wanted().contains(Output.CELLS)) {
        output.place(cellsAside, cellsTarget);
      }
      output.place(imagesAside, imagesTarget);
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        images.close();
        cells.close();
      }
    }
  }

  /** A file on this machine: the file itself, or a copy for as long as it is needed. */
  private record LocalCopy(java.nio.file.Path file, boolean copied) implements Closeable {
    static LocalCopy of(Path path, Configuration conf) throws IOException {
      if (path.toUri().getScheme() == null || path.toUri().getScheme().equals("file")) {
        return new LocalCopy(java.nio.file.Path.of(path.toUri().getPath()), false);
      }
      java.nio.file.Path copy = Files.createTempFile("cellcount-", "-" + path.getName());
      try {
        FileSystem.get(path.toUri(), conf)
            .copyToLocalFile(false, path, new Path(copy.toUri()), true);
        return new LocalCopy(copy, true);
      } catch (IOException e) {
        Files.deleteIfExists(copy);
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      if (copied) {
        Files.deleteIfExists(file);
      }
    }
  }
}
