package org.cellcount.npz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cellcount.base.AtomicFiles;

/**
 * NumPy's npz files: zip archives of arrays, as {@code numpy.savez} and {@code savez_compressed}
 * write them. Arrays of Python objects are refused, never unpickled.
 */
public final class Npz {
  private Npz() {}

  /**
   * Reads every array, in the order of the file.
   *
   * @throws IOException if the file or an array cannot be read, naming both
   */
  public static Map<String, NpyArray> read(Path file) throws IOException {
    try (NpzFile npz = new NpzFile(file)) {
      Map<String, NpyArray> arrays = new LinkedHashMap<>();
      for (String name : npz.names()) {
        arrays.put(name, read(npz, name));
      }
      return arrays;
    }
  }

  /**
   * Reads one array.
   *
   * @throws IOException if the file or the array is missing or cannot be read, naming both
   */
  public static NpyArray read(Path file, String name) throws IOException {
    try (NpzFile npz = new NpzFile(file)) {
      return read(npz, name);
    }
  }

  /**
   * Writes arrays, deflated, in the order of the map; a previous file is replaced once all is
   * written.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
    AtomicFiles.write(
        file,
        out -> {
          try (NpzWriter npz = new NpzWriter(out)) {
            for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
              npz.write(array.getKey(), array.getValue());
            }
          }
        });
  }

  private static NpyArray read(NpzFile npz, String name) throws IOException {
    try (NpyStream stream = npz.open(name)) {
      return NpyArray.read(stream);
    }
  }
}
