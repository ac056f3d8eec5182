package org.cellcount.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Plates of files that take no disk, as there are only their names: {@code empty://20x500/} holds
 * 20 plates of 500 fields each. They cannot be opened, and nothing can be changed.
 */
public final class EmptyFiles extends FileSystem {
  private URI uri;
  private int plates;
  private int fields;

  /** The settings by which a cluster knows them. */
  static final String SETTING = "spark.hadoop.fs.empty.impl";

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(name, conf);
    uri = URI.create("empty://" + name.getAuthority());
    String[] sizes = name.getAuthority().split("x", -1);
    plates = Integer.parseInt(sizes[0]);
    fields = Integer.parseInt(sizes[1]);
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public FileStatus getFileStatus(Path path) {
    boolean file = path.getName().endsWith(".png");
    return new FileStatus(0, !file, 1, 1, 0, path.makeQualified(uri, new Path("/")));
  }

  @Override
  public FileStatus[] listStatus(Path path) {
    boolean root = path.isRoot();
    FileStatus[] inside = new FileStatus[root ? plates : fields];
    for (int i = 0; i < inside.length; i++) {
      String name = root ? "P%05d".formatted(i) : "B%02d_f%d.png".formatted(1 + i % 12, i / 12);
      inside[i] = getFileStatus(new Path(path, name));
    }
    return inside;
  }

  @Override
  public FSDataInputStream open(Path path, int buffer) throws IOException {
    throw new FileNotFoundException(path + " is empty");
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int buffer,
      short replication,
      long block,
      Progressable progress)
      throws IOException {
    throw refused();
  }

  @Override
  public FSDataOutputStream append(Path path, int buffer, Progressable progress)
      throws IOException {
    throw refused();
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    throw refused();
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    throw refused();
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    throw refused();
  }

  private static IOException refused() {
    return new IOException("names alone cannot be changed");
  }

  @Override
  public void setWorkingDirectory(Path folder) {}

  @Override
  public Path getWorkingDirectory() {
    return new Path(uri + "/");
  }
}
