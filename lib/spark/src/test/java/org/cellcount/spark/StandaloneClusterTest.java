package org.cellcount.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cellcount.plate.ClusterCount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneClusterTest {
  @TempDir private Path folder;

  /** First with both workers, then with one that is killed while it counts. */
  @Test
  void aClusterCountsWhatOneProcessCounts() throws Exception {
    Screen screen = Screen.write(folder.resolve("screen"), 20);
    SortedMap<String, List<String>> expected = screen.counted();
    assertTrue(expected.values().stream().mapToInt(List::size).sum() > 120, expected.toString());
    try (LocalCluster cluster = new LocalCluster(folder.resolve("cluster"))) {
      Path both = folder.resolve("both");
      ClusterCount.Summary summary =
          Screen.spark()
              .count(screen.job(cluster.master(), LocalCluster.settings(), both), line -> {});
      assertEquals(40, summary.files());
      assertEquals(0, summary.failed(), summary.toString());
      assertEquals(expected, Screen.counted(both));

      Path one = folder.resolve("one");
      ExecutorService background = Executors.newSingleThreadExecutor();
      try {
        Future<ClusterCount.Summary> running =
            background.submit(
                () ->
                    Screen.spark()
                        .count(
                            screen.job(cluster.master(), LocalCluster.settings(), one),
                            line -> {}));
        while (Screen.files(one.resolve("_work"), ".parquet").isEmpty()) {
          assertFalse(running.isDone(), "over before a task was seen");
          Thread.sleep(5);
        }
        cluster.killWorker(0);
        assertTrue(Screen.files(one.resolve("images"), ".parquet").size() < 8, "too late");
        assertEquals(0, running.get(5, TimeUnit.MINUTES).failed());
      } finally {
        background.shutdownNow();
      }
      assertEquals(expected, Screen.counted(one));
    }
  }
}
