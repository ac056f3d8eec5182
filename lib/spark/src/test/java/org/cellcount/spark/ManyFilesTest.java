package org.cellcount.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cellcount.plate.ClusterCount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the machine that starts a job has to hold of its files: nothing. */
class ManyFilesTest {
  private static final int PLATES = 100;

  /** The name of a file alone takes more. */
  private static final int BYTES_A_FILE = 40;

  @TempDir private Path folder;

  /** Bytes of the heap in use once so many files are found. */
  private long heap(int files) {
    ClusterCount.Job job =
        Screen.job(
            "local[2]",
            Map.of(EmptyFiles.SETTING, EmptyFiles.class.getName()),
            List.of("empty://" + PLATES + "x" + files / PLATES + "/"),
            folder.resolve("out" + files));
    long[] used = {0};
    String end =
        assertThrows(
                IOException.class,
                () ->
                    Screen.spark()
                        .count(
                            job,
                            line -> {
                              assertEquals(
                                  files + " files found, " + files + " to be counted", line);
                              used[0] = used();
                              throw new IllegalStateException("enough is known");
                            }))
            .getMessage();
    assertTrue(end.contains("enough is known"), end);
    return used[0];
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void theDriverHoldsNoNames() {
    int few = 1_000;
    int many = 100_000;
    // The first has Spark's own classes and caches to load.
    long unused = heap(few);
    long growth = heap(many) - heap(few);
    assertTrue(growth < (long) BYTES_A_FILE * (many - few), growth + " bytes more");
  }
}
