package org.cellcount.predict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.cellcount.export.CountedImage;
import org.cellcount.export.Output;

/**
 * Counts many image files on every core into {@code counts.csv} and what else is wanted of each. A
 * file that cannot be counted costs only itself; the table grows with every image; a run that was
 * stopped goes on where it was, and ends with the same files.
 */
public final class BatchCount {
  private final RowCounter counter;
  private final String settings;
  private final Path output;
  private final Set<Output> wanted;
  private final int threads;

  /**
   * A batch.
   *
   * @param counter reads and counts one file
   * @param settings what decides its results, in words: the model and the options. A run goes on
   *     only where they are the same
   * @param output the folder for the results
   * @param wanted what to write of each image beside the table
   * @param threads images under way at once
   */
  public BatchCount(
      FileCounter counter, String settings, Path output, Set<Output> wanted, int threads) {
    this.counter = new RowCounter(counter);
    this.settings = settings;
    this.output = output.toAbsolutePath().normalize();
    this.wanted = Set.copyOf(wanted);
    this.threads = threads;
  }

  /**
   * Counts the files.
   *
   * @param listener told each row, in the order of the files
   * @return the rows, in that order
   * @throws IOException if the table cannot be written; what was counted until then is kept
   */
  public List<ImageRow> run(ImageInputs inputs, Consumer<ImageRow> listener) throws IOException {
    ResultFiles results = new ResultFiles(output, wanted);
    Set<String> names = new LinkedHashSet<>();
    inputs.files().forEach(file -> names.add(inputs.name(file)));
    try (CountTable table = CountTable.open(results, new CountTable.Run(inputs.root(), settings));
        Workers workers = new Workers(threads)) {
      table.keepOnly(names);
      List<Future<ImageRow>> running = new ArrayList<>();
      for (Path file : inputs.files()) {
        running.add(workers.submit(() -> row(file, inputs.name(file), results, table)));
      }
      List<ImageRow> rows = new ArrayList<>();
      for (Future<ImageRow> future : running) {
        ImageRow row = Workers.get(future);
        rows.add(row);
        listener.accept(row);
      }
      table.finish(List.copyOf(names));
      return rows;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
    }
  }

  private ImageRow row(Path file, String name, ResultFiles results, CountTable table)
      throws IOException {
    long length = -1;
    long modified = -1;
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      length = now.size();
      modified = now.lastModifiedTime().toMillis();
    } catch (IOException e) {
      // Counting says why it cannot be read.
    }
    ImageRow known = table.known(name, length, modified);
    if (known != null) {
      return known;
    }
    ImageRow row;
    try {
      // Whatever becomes of it, the results of an earlier state of the file are none of this one.
      results.delete(name);
      row = count(file, name, results);
    } catch (IOException e) {
      row = ImageRow.failed(name, Map.of(), "results of " + name + " cannot be replaced: " + e);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new IOException("counting was interrupted");
    }
    table.add(new CountTable.Entry(row, length, modified));
    return row;
  }

  private ImageRow count(Path file, String name, ResultFiles results) throws IOException {
    ImageRow row = counter.count(file, name, image -> write(image, name, results));
    if (!row.ok()) {
      results.delete(name);
    }
    return row;
  }

  private void write(CountedImage image, String name, ResultFiles results) throws IOException {
    for (Output what : Output.values()) {
      if (wanted.contains(what)) {
        what.write(results.file(name, what), image);
      }
    }
  }
}
