package org.cellcount.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellcount.base.AtomicFiles;

/**
 * The CSV file that Kaggle's "Counting Cells in Microscopy Images" asks for: one count an image.
 */
public final class Submission {
  private Submission() {}

  /**
   * Writes counts in the order of the test images, numbered from 0.
   *
   * @throws IllegalArgumentException if there is no count or one is negative
   * @throws IOException if the file cannot be written, naming it
   */
  public static void write(Path file, int[] counts, SubmissionFormat format) throws IOException {
    if (counts.length == 0) {
      throw new IllegalArgumentException("a submission of no counts, expected one an image");
    }
    StringBuilder text = new StringBuilder(header(format)).append('\n');
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 0) {
        throw new IllegalArgumentException(
            "count " + i + " is " + counts[i] + ", expected 0 or more");
      }
      text.append(i).append(',').append(counts[i]).append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file, out -> out.write(bytes));
  }

  /**
   * Reads a submission back and checks it: header, number and order of the rows, whole counts.
   *
   * @param images rows expected
   * @return the counts
   * @throws IOException if the file is missing or wrong, naming it, the line and what was expected
   */
  public static int[] check(Path file, int images, SubmissionFormat format) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.get(0).equals(header(format))) {
      throw new IOException(file + " line 1: expected '" + header(format) + "'");
    }
    if (lines.size() - 1 != images) {
      throw new IOException(
          file + " has " + (lines.size() - 1) + " rows, expected " + images + ", one an image");
    }
    int[] counts = new int[images];
    for (int i = 0; i < images; i++) {
      String line = lines.get(i + 1);
      if (!line.matches(i + ",\\d{1,9}")) {
        throw new IOException(
            file
                + " line "
                + (i + 2)
                + ": '"
                + line
                + "', expected '"
                + i
                + ",' and a whole count");
      }
      counts[i] = Integer.parseInt(line.substring(line.indexOf(',') + 1));
    }
    return counts;
  }

  private static String header(SubmissionFormat format) {
    return format.label() + ",count";
  }
}
