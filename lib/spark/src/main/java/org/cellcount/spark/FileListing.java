package org.cellcount.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.cellcount.predict.ImageInputs;

/**
 * Finds image files on any of Hadoop's file systems. Folders are listed by tasks, those of one
 * depth together; the driver learns the names of folders, never those of files.
 */
final class FileListing {
  private static final int LISTED_TOGETHER = 10_000;

  /**
   * A file or, to be listed, a folder.
   *
   * @param path where it is
   * @param length bytes, -1 where that cannot be told
   * @param modified when it was changed, milliseconds since 1970, -1 where that cannot be told
   * @param place what to list; null for a file
   */
  record Entry(String path, long length, long modified, Place place) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /**
   * A folder to be listed.
   *
   * @param top the input it belongs to
   * @param pattern of the names that are wanted, from the top; null for all images
   * @param depth how many folders deep files may lie, at least 1
   */
  record Place(String folder, String top, String pattern, int depth) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> hadoop;
  private final Path output;
  private final boolean recursive;
  private final List<JavaRDD<Entry>> levels = new ArrayList<>();
  private final List<Entry> files = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private final List<String> tops = new ArrayList<>();

  /**
   * A listing.
   *
   * @param output where results go: nothing in this folder is taken
   * @param recursive whether to look into the folders inside a folder
   */
  FileListing(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> hadoop,
      Path output,
      boolean recursive) {
    this.spark = spark;
    this.hadoop = hadoop;
    this.output = output;
    this.recursive = recursive;
  }

  /**
   * Adds an input: a file, which is taken whatever its name; a folder; or a pattern with {@code *},
   * {@code ?}, {@code [...]} or {@code {...}}, where {@code **} stands for any folders.
   *
   * @throws IOException if it is missing
   */
  void add(String input) throws IOException {
    int meta = 0;
    while (meta < input.length() && "*?[{".indexOf(input.charAt(meta)) < 0) {
      meta++;
    }
    Path path = meta == input.length() ? qualified(new Path(input)) : null;
    if (path == null) {
      int slash = input.lastIndexOf('/', meta);
      Path folder = qualified(new Path(slash < 0 ? "." : input.substring(0, slash + 1)));
      String names = input.substring(slash + 1);
      int depth = names.contains("**") ? Integer.MAX_VALUE : names.split("/", -1).length;
      require(folder, input);
      addPlace(folder, names, depth);
      return;
    }
    FileStatus status = require(path, input);
    if (status.isDirectory()) {
      addPlace(path, null, recursive ? Integer.MAX_VALUE : 1);
    } else {
      files.add(new Entry(path.toString(), status.getLen(), status.getModificationTime(), null));
      tops.add(path.getParent().toString());
    }
  }

  private void addPlace(Path folder, String pattern, int depth) {
    places.add(new Place(folder.toString(), folder.toString(), pattern, depth));
    tops.add(folder.toString());
  }

  private FileStatus require(Path path, String input) throws IOException {
    FileSystem system = path.getFileSystem(hadoop.value().value());
    if (!system.exists(path)) {
      throw new IOException(
          input + " is missing, expected an image, a folder of images or a pattern of names");
    }
    return system.getFileStatus(path);
  }

  Path qualified(Path path) throws IOException {
    return path.getFileSystem(hadoop.value().value()).makeQualified(path);
  }

  /** Adds the files of given names; one that is missing is found without a length. */
  void add(JavaRDD<String> names, String folder) {
    Broadcast<SerializableConfiguration> conf = hadoop;
    tops.add(folder);
    levels.add(names.map(name -> status(new Path(name), conf.value().value())));
  }

  private static Entry status(Path path, Configuration conf) {
    try {
      FileStatus status = path.getFileSystem(conf).getFileStatus(path);
      return new Entry(
          status.getPath().toString(), status.getLen(), status.getModificationTime(), null);
    } catch (IOException e) {
      // Counting says why it cannot be read.
      return new Entry(path.toString(), -1, -1, null);
    }
  }

  /** The folder above all inputs, with a slash at its end; empty if they have none in common. */
  String root() {
    String root = null;
    for (String top : tops) {
      String parent = top.substring(0, top.lastIndexOf('/') + 1);
      root = root == null ? parent : common(root, parent);
    }
    return root == null ? "" : root;
  }

  private static String common(String a, String b) {
    String common = a;
    while (!common.isEmpty() && !b.startsWith(common)) {
      common = common.substring(0, common.lastIndexOf('/', common.length() - 2) + 1);
    }
    return common;
  }

  /** Lists all, each file as often as it was found. */
  JavaRDD<Entry> list() {
    List<Place> next = places;
    while (!next.isEmpty()) {
      int slices = Math.min(next.size(), LISTED_TOGETHER);
      Broadcast<SerializableConfiguration> conf = hadoop;
      String results = output.toString();
      JavaRDD<Entry> level =
          spark
              .parallelize(next, slices)
              .flatMap(place -> list(place, results, conf.value().value()))
              .persist(StorageLevel.DISK_ONLY());
      levels.add(level.filter(entry -> entry.place() == null));
      next = level.filter(entry -> entry.place() != null).map(Entry::place).collect();
    }
    JavaRDD<Entry> all = spark.parallelize(files, 1);
    for (JavaRDD<Entry> level : levels) {
      all = all.union(level);
    }
    return all;
  }

  private static Iterator<Entry> list(Place place, String output, Configuration conf) {
    Path folder = new Path(place.folder());
    try {
      RemoteIterator<FileStatus> inside = folder.getFileSystem(conf).listStatusIterator(folder);
      return new Entries(place, output, inside);
    } catch (IOException e) {
      // Found nevertheless, so that its row says why it cannot be read.
      return Collections.singleton(new Entry(place.folder(), -1, -1, null)).iterator();
    }
  }

  /** What is to be taken of a folder, while it is being listed. */
  private static final class Entries implements Iterator<Entry> {
    private final Place place;
    private final String output;
    private final RemoteIterator<FileStatus> inside;
    private final PathMatcher wanted;
    private Entry next;

    Entries(Place place, String output, RemoteIterator<FileStatus> inside) {
      this.place = place;
      this.output = output;
      this.inside = inside;
      this.wanted =
          place.pattern() == null
              ? null
              : FileSystems.getDefault().getPathMatcher("glob:" + place.pattern());
    }

    @Override
    public boolean hasNext() {
      try {
        while (next == null && inside.hasNext()) {
          next = entry(inside.next());
        }
      } catch (IOException e) {
        throw new UncheckedIOException("listing " + place.folder() + " failed", e);
      }
      return next != null;
    }

    @Override
    public Entry next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no more files");
      }
      Entry entry = next;
      next = null;
      return entry;
    }

    private Entry entry(FileStatus status) {
      String path = status.getPath().toString();
      String name = status.getPath().getName();
      if (status.isDirectory()) {
        boolean inner = place.depth() > 1 && !name.startsWith(".") && !path.equals(output);
        int deeper = place.depth() == Integer.MAX_VALUE ? place.depth() : place.depth() - 1;
        return inner
            ? new Entry(path, -1, -1, new Place(path, place.top(), place.pattern(), deeper))
            : null;
      }
      boolean taken =
          ImageInputs.whyLeftOut(name).isEmpty()
              && (wanted == null
                  || wanted.matches(
                      java.nio.file.Path.of(path.substring(place.top().length() + 1))));
      return taken ? new Entry(path, status.getLen(), status.getModificationTime(), null) : null;
    }
  }
}
