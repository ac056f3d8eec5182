package org.cellcount.predict;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellcount.base.AtomicFiles;
import org.cellcount.base.Json;

/**
 * {@code counts.csv}, which grows with every image, and beside it what a later run needs to go on:
 * {@code .counts.jsonl}. Its first line says what the run is of; each further one holds an image
 * with its length and time of change. A line that a kill has cut short is left out.
 */
final class CountTable implements Closeable {
  static final String NAME = "counts.csv";
  private static final String JOURNAL = ".counts.jsonl";
  private static final String LOCK = ".counts.lock";
  private static final int FORMAT = 1;

  /**
   * What decides the result of a run beside its images.
   *
   * @param format of the journal
   * @param root the folder that holds the images
   * @param settings the model and the options, in words
   */
  record Run(int format, String root, String settings) {
    Run(Path root, String settings) {
      this(FORMAT, root.toString(), settings);
    }
  }

  /**
   * An image and its row.
   *
   * @param length of the file, bytes
   * @param modified when it was changed, milliseconds since 1970
   */
  record Entry(ImageRow row, long length, long modified) {}

  private final ResultFiles results;
  private final FileChannel lock;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private FileChannel table;
  private FileChannel journal;

  private CountTable(ResultFiles results, FileChannel lock) {
    this.results = results;
    this.lock = lock;
  }

  /**
   * Goes on with the run of a folder, or begins it. Results of another run are moved into a folder
   * {@code earlier-1}, {@code earlier-2} ... inside.
   *
   * @throws IOException if the folder cannot be written or another process is at work in it
   */
  static CountTable open(ResultFiles results, Run run) throws IOException {
    Path output = results.output();
    Files.createDirectories(output);
    FileChannel lock =
        FileChannel.open(output.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!locked(lock)) {
        throw new IOException(
            output + " is being written to by another run, expected a folder of its own");
      }
      CountTable opened = new CountTable(results, lock);
      opened.start(run);
      return opened;
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static boolean locked(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void start(Run run) throws IOException {
    results.sweep();
    Path file = results.output().resolve(JOURNAL);
    List<String> lines = Files.exists(file) ? wholeLines(file) : List.of();
    if (lines.isEmpty() || !isOf(run, lines.get(0))) {
      setAside(lines);
      lines = List.of();
    }
    for (Entry entry : entries(lines)) {
      entries.put(entry.row().file(), entry);
    }
    rewrite(run);
    journal = FileChannel.open(file, StandardOpenOption.APPEND);
    table = FileChannel.open(results.output().resolve(NAME), StandardOpenOption.APPEND);
  }

  private static List<String> wholeLines(Path file) throws IOException {
    String text = Files.readString(file);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** What follows the header; a damaged line is an image that is counted again. */
  private static List<Entry> entries(List<String> lines) {
    List<Entry> entries = new ArrayList<>();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      try {
        entries.add(Json.parse(JOURNAL, line, Entry.class));
      } catch (IOException e) {
        // Its image is counted again.
      }
    }
    return entries;
  }

  private static boolean isOf(Run run, String header) {
    try {
      return Json.parse(JOURNAL, header, Run.class).equals(run);
    } catch (IOException e) {
      // Of another version.
      return false;
    }
  }

  /** Moves the results of another run out of the way. */
  private void setAside(List<String> lines) throws IOException {
    Path output = results.output();
    Path old = output.resolve(NAME);
    if (lines.isEmpty() && !Files.exists(old)) {
      return;
    }
    int number = 1;
    while (Files.exists(output.resolve("earlier-" + number))) {
      number++;
    }
    Path aside = Files.createDirectory(output.resolve("earlier-" + number));
    for (Entry entry : entries(lines)) {
      results.move(entry.row().file(), aside);
    }
    for (String name : List.of(NAME, JOURNAL)) {
      if (Files.exists(output.resolve(name))) {
        Files.move(output.resolve(name), aside.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Both files anew, from what is known. */
  private void rewrite(Run run) throws IOException {
    AtomicFiles.write(
        results.output().resolve(JOURNAL),
        out -> {
          out.write(line(run));
          for (Entry entry : entries.values()) {
            out.write(line(entry));
          }
        });
    writeTable(entries.values());
  }

  private void writeTable(Collection<Entry> rows) throws IOException {
    AtomicFiles.write(
        results.output().resolve(NAME),
        out -> {
          out.write(ImageRow.csvHeader().getBytes(StandardCharsets.UTF_8));
          for (Entry entry : rows) {
            out.write(csv(entry.row()));
          }
        });
  }

  /** What is known of a file of that name, length and time of change, if it is still whole. */
  synchronized ImageRow known(String name, long length, long modified) {
    Entry entry = entries.get(name);
    return entry != null
            && entry.length() == length
            && entry.modified() == modified
            && entry.row().ok()
            && results.complete(name)
        ? entry.row()
        : null;
  }

  /** Drops what is known of files that are not among those to be counted, and their results. */
  synchronized void keepOnly(Collection<String> names) throws IOException {
    for (String name : List.copyOf(entries.keySet())) {
      if (!names.contains(name)) {
        results.delete(name);
        entries.remove(name);
      }
    }
  }

  /**
   * Adds a row to both files.
   *
   * @throws IOException if it cannot be written; the files then hold the rows before it
   */
  synchronized void add(Entry entry) throws IOException {
    append(journal, line(entry), JOURNAL);
    append(table, csv(entry.row()), NAME);
    entries.put(entry.row().file(), entry);
  }

  private void append(FileChannel file, byte[] line, String name) throws IOException {
    long before = file.size();
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        int unused = file.write(bytes);
      }
    } catch (IOException e) {
      file.truncate(before);
      throw new IOException(
          "cannot write " + results.output().resolve(name) + ": " + e.getMessage(), e);
    }
  }

  /** Brings the table into the order of the images. */
  synchronized void finish(List<String> order) throws IOException {
    writeTable(order.stream().map(entries::get).toList());
  }

  private static byte[] line(Object content) {
    return (Json.tree(content) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] csv(ImageRow row) {
    return row.csv().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    try {
      journal.close();
      table.close();
    } finally {
      lock.close();
    }
  }
}
