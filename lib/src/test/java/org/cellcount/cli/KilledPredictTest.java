package org.cellcount.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.cellcount.image.GrayImage;
import org.cellcount.microscopy.ImageFiles;
import org.cellcount.synthetic.SyntheticCells;
import org.cellcount.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command that counts, with the model of the library, killed at random moments and started
 * again: twice over 30 images, or as often as {@code -Dcellcount.kills} says, over 15 images a
 * kill, from the seed that {@code -Dcellcount.kills.seed} gives.
 */
class KilledPredictTest {
  private static final int KILLS = Integer.getInteger("cellcount.kills", 2);
  private static final long SEED = Long.getLong("cellcount.kills.seed", 11);
  private static final int IMAGES = 15 * KILLS;
  private static final int BROKEN = 7;

  @TempDir private Path folder;
  private Path images;

  private Process start(Path output) throws IOException {
    return ChildJvm.of(
            List.of("-Xmx1g"),
            Predict.class,
            "--input",
            images.toString(),
            "--output",
            output.toString(),
            "--write",
            "labels,rois,geojson,cells,overlay")
        .redirectOutput(Redirect.DISCARD)
        .start();
  }

  @Test
  void endsAsIfItHadNeverBeenKilled() throws Exception {
    images = Files.createDirectory(folder.resolve("images"));
    List<GrayImage> cells = SyntheticCells.generate(IMAGES, SEED).images();
    for (int i = 0; i < IMAGES; i++) {
      ImageFiles.writePng(images.resolve(i + ".png"), cells.get(i));
    }
    Files.writeString(images.resolve(BROKEN + ".png"), "no image");
    Path whole = folder.resolve("whole");
    int someFailed = start(whole).waitFor();
    Path killed = folder.resolve("killed");
    SplittableRandom random = new SplittableRandom(SEED);
    int[] moments = random.ints(KILLS, 0, IMAGES).sorted().toArray();
    int kills = 0;
    for (int moment : moments) {
      Process process = start(killed);
      while (process.isAlive() && rows(killed) < moment) {
        Thread.sleep(2);
      }
      boolean ended = process.waitFor(random.nextInt(100), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      kills += ended ? 0 : 1;
    }
    assertTrue(kills > KILLS / 2, "killed only " + kills + " times");
    assertEquals(3, someFailed);
    assertEquals(someFailed, start(killed).waitFor());
    assertEquals(IMAGES, rows(killed));
    assertEquals(5 * (IMAGES - 1) + 1, contents(whole).size());
    assertEquals(contents(whole), contents(killed));
  }

  /** Rows of the table as it is now, which is never cut or gone once it is there. */
  private static int rows(Path output) throws IOException {
    Path table = output.resolve("counts.csv");
    return Files.exists(table) ? Math.max(0, Files.readAllLines(table).size() - 1) : 0;
  }

  /** What is in every file but those that are only for going on. */
  private static Map<String, String> contents(Path folder) throws Exception {
    Map<String, String> contents = new TreeMap<>();
    for (String name : Shell.files(folder)) {
      if (!name.startsWith(".counts")) {
        byte[] bytes = Files.readAllBytes(folder.resolve(name));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
        contents.put(name, new BigInteger(1, hash).toString(16));
      }
    }
    return contents;
  }
}
