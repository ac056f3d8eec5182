package org.cellcount.spark;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.cellcount.base.Json;

/**
 * The folder of results: {@code images/plate=P/*.parquet}, {@code cells/plate=P/*.parquet}, {@code
 * counts/P.csv}, {@code files/} and {@code _cellcount.json}, which says what they were made with. A
 * file is written in {@code _work} and then takes its place, so what is in place is whole. The file
 * of images comes last: cells without one are of a task that did not come to its end.
 */
final class OutputFolder {
  static final String IMAGES = "images";
  static final String CELLS = "cells";
  static final String COUNTS = "counts";
  static final String FILES = "files";
  private static final String WORK = "_work";
  private static final String HEADER = "_cellcount.json";
  private static final int FORMAT = 1;

  /** What decides the results beside the images. */
  private record Header(int format, String settings) {}

  private final Path folder;
  private final Configuration conf;
  private final FileSystem system;

  OutputFolder(String folder, Configuration conf) throws IOException {
    Path path = new Path(folder);
    this.system = path.getFileSystem(conf);
    this.folder = system.makeQualified(path);
    this.conf = conf;
    if (system instanceof LocalFileSystem local) {
      // No checksum beside every file: no other program would look at it.
      local.setWriteChecksum(false);
    }
  }

  Path path() {
    return folder;
  }

  Path path(String inside) {
    return new Path(folder, inside);
  }

  FileSystem system() {
    return system;
  }

  Configuration conf() {
    return conf;
  }

  /** Where the rows of a plate go. */
  Path rows(String table, String plate, String name) {
    String escaped = ExternalCatalogUtils.escapePathName(plate);
    return path(table + "/plate=" + escaped + "/" + name);
  }

  /** The file of cells that belongs to one of images. */
  Path cellsOf(Path images) {
    return new Path(
        images.getParent().toString().replace("/" + IMAGES + "/plate=", "/" + CELLS + "/plate="),
        images.getName());
  }

  /** A place to write a file in, where nobody looks for it. */
  Path aside(Path target) {
    return path(WORK + "/" + UUID.randomUUID() + "-" + target.getName());
  }

  /** Puts a file that was written aside into its place, unless one is there that is as good. */
  void place(Path aside, Path target) throws IOException {
    system.mkdirs(target.getParent());
    if (system.exists(target) || !system.rename(aside, target)) {
      system.delete(aside, false);
    }
    if (!system.exists(target)) {
      throw new IOException("cannot write " + target);
    }
  }

  /** The same in place of what is there. */
  void replace(Path aside, Path target) throws IOException {
    system.delete(target, true);
    place(aside, target);
  }

  void write(Path target, String text) throws IOException {
    Path aside = aside(target);
    try (OutputStream out = system.create(aside, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    replace(aside, target);
  }

  /** Removes what was not finished. */
  void sweep() throws IOException {
    system.delete(path(WORK), true);
  }

  /**
   * Makes sure that the folder is empty or holds results of the same settings, and removes what an
   * interrupted run has left half.
   *
   * @return whether there are results
   * @throws IOException if it holds others, or cannot be written
   */
  boolean open(String settings) throws IOException {
    system.mkdirs(folder);
    sweep();
    Path header = path(HEADER);
    if (!system.exists(header)) {
      if (system.exists(path(IMAGES))) {
        throw new IOException(
            folder
                + " holds a folder 'images' but no "
                + HEADER
                + ", expected a folder of its own");
      }
      write(header, Json.text(new Header(FORMAT, settings)) + "\n");
      return false;
    }
    String text;
    try (InputStream in = system.open(header)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    JsonNode tree = Json.parse(text);
    Header found = Json.convert(header.toString(), tree, Header.class);
    if (!found.equals(new Header(FORMAT, settings))) {
      throw new IOException(
          folder
              + " holds results of "
              + found.settings()
              + ", expected those of "
              + settings
              + " or another folder");
    }
    return removeOrphans();
  }

  /** Removes cells without their images, and says whether there are images. */
  private boolean removeOrphans() throws IOException {
    Set<String> whole = new HashSet<>();
    for (RemoteIterator<LocatedFileStatus> files = files(IMAGES); files.hasNext(); ) {
      whole.add(inside(IMAGES, files.next()));
    }
    for (RemoteIterator<LocatedFileStatus> files = files(CELLS); files.hasNext(); ) {
      FileStatus cells = files.next();
      if (!whole.contains(inside(CELLS, cells))) {
        system.delete(cells.getPath(), false);
      }
    }
    return !whole.isEmpty();
  }

  private RemoteIterator<LocatedFileStatus> files(String table) throws IOException {
    system.mkdirs(path(table));
    return system.listFiles(path(table), true);
  }

  private String inside(String table, FileStatus file) {
    return file.getPath().toString().substring(path(table).toString().length());
  }
}
