package org.cellcount.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cellcount.count.CountResult;
import org.cellcount.export.CountedImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchCountTest {
  private static final String HEADER =
      "file,height,width,channel,pixelHeightUm,pixelWidthUm,scale,count,low80,high80,low95,high95,"
          + "warning,status";

  @TempDir private Path folder;
  private Path images;
  private Path output;
  private final SlowFiles counter = new SlowFiles(0);

  @BeforeEach
  void places() throws IOException {
    images = Files.createDirectory(folder.resolve("images"));
    output = folder.resolve("out");
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(images.resolve(name), content);
  }

  private List<ImageRow> run(FileCounter with, String settings) throws IOException {
    ImageInputs inputs = ImageInputs.find(List.of(images.toString()), false, output);
    List<ImageRow> heard = new ArrayList<>();
    List<ImageRow> rows = SlowFiles.batch(with, output, settings).run(inputs, heard::add);
    assertEquals(rows, heard);
    return rows;
  }

  private List<String> table() throws IOException {
    return Files.readAllLines(output.resolve("counts.csv"));
  }

  /** Every file of a folder but those that are only for going on. */
  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (!name.startsWith(".counts")) {
          contents.put(name, Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return contents;
  }

  @Test
  void everyFileHasARowInTheOrderOfTheNames() throws IOException {
    write("c.png", "7");
    write("a.png", "12");
    write("b.png", "broken");
    run(counter, "s");
    assertEquals(
        List.of(
            HEADER,
            "a.png,2,,,,,,12,,,,,,ok",
            "b.png,2,,,,,,,,,,,,b.png is broken",
            "c.png,2,,,,,,7,,,,,,ok"),
        table());
    assertEquals(
        List.of(
            "a.png.cells.csv",
            "a.png.overlay.png",
            "c.png.cells.csv",
            "c.png.overlay.png",
            "counts.csv"),
        List.copyOf(contents(output).keySet()));
  }

  @Test
  void whatIsCountedIsNotCountedAgain() throws IOException {
    write("a.png", "1");
    write("b.png", "broken");
    write("c.png", "3");
    run(counter, "s");
    Map<String, String> first = contents(output);
    counter.counted.clear();
    run(counter, "s");
    assertEquals(List.of("b.png"), List.copyOf(counter.counted));
    assertEquals(first, contents(output));
  }

  @Test
  void aChangedFileIsCountedAgain() throws IOException {
    write("a.png", "1");
    write("b.png", "2");
    run(counter, "s");
    counter.counted.clear();
    write("a.png", "9");
    Files.setLastModifiedTime(images.resolve("a.png"), FileTime.fromMillis(1_000_000));
    run(counter, "s");
    assertEquals(List.of("a.png"), List.copyOf(counter.counted));
    assertEquals("a.png,2,,,,,,9,,,,,,ok", table().get(1));
  }

  @Test
  void aFileWhoseResultIsGoneIsCountedAgain() throws IOException {
    write("a.png", "1");
    run(counter, "s");
    Files.delete(output.resolve("a.png.cells.csv"));
    run(counter, "s");
    assertEquals(2, counter.counted.size());
    assertTrue(Files.exists(output.resolve("a.png.cells.csv")));
  }

  @Test
  void nothingIsLeftOfAFileThatNowFailsOrIsGone() throws IOException {
    write("a.png", "1");
    write("b.png", "2");
    run(counter, "s");
    write("a.png", "broken");
    Files.delete(images.resolve("b.png"));
    run(counter, "s");
    assertEquals(List.of(HEADER, "a.png,2,,,,,,,,,,,,a.png is broken"), table());
    assertEquals(List.of("counts.csv"), List.copyOf(contents(output).keySet()));
  }

  @Test
  void theResultsOfAnotherRunAreSetAside() throws IOException {
    write("a.png", "1");
    run(counter, "model 1");
    Map<String, String> first = contents(output);
    run(counter, "model 2");
    run(counter, "model 3");
    assertEquals(first, contents(output.resolve("earlier-1")));
    assertEquals(first, contents(output.resolve("earlier-2")));
    assertEquals(3, counter.counted.size());
  }

  @Test
  void aTableOfUnknownOriginIsSetAside() throws IOException {
    write("a.png", "1");
    Files.createDirectories(output);
    Files.writeString(output.resolve("counts.csv"), "precious");
    run(counter, "s");
    assertEquals("precious", Files.readString(output.resolve("earlier-1/counts.csv")));
    assertEquals(2, table().size());
  }

  @Test
  void theOutputMayBeTheInput() throws IOException {
    write("a.png", "1");
    output = images;
    run(counter, "s");
    run(counter, "s");
    assertEquals(List.of("a.png"), List.copyOf(counter.counted));
    assertEquals(2, table().size());
  }

  @Test
  void anImageThatFindsTooLittleMemoryIsCountedAlone() throws IOException {
    for (int i = 0; i < 8; i++) {
      write(i + ".png", "5");
    }
    AtomicInteger underWay = new AtomicInteger();
    FileCounter greedy =
        (file, known, sink) -> {
          int together = underWay.incrementAndGet();
          try {
            new SlowFiles(20).count(file, known, sink);
            if (file.endsWith("3.png") && (together > 1 || underWay.get() > 1)) {
              throw new OutOfMemoryError("Java heap space");
            }
            if (file.endsWith("5.png")) {
              throw new OutOfMemoryError("Java heap space");
            }
          } finally {
            underWay.decrementAndGet();
          }
        };
    List<ImageRow> rows = run(greedy, "s");
    assertTrue(rows.get(3).ok(), rows.get(3).status());
    assertEquals(
        "5.png needs more memory than the Java heap has (raise it with -Xmx)",
        rows.get(5).status());
    assertEquals(7, rows.stream().filter(ImageRow::ok).count());
    assertFalse(Files.exists(output.resolve("5.png.cells.csv")));
  }

  @Test
  void aMistakeInOneImageCostsOnlyIt() throws IOException {
    write("a.png", "1");
    write("b.png", "2");
    FileCounter deep =
        (file, known, sink) -> {
          if (file.endsWith("a.png")) {
            throw new StackOverflowError();
          }
          counter.count(file, known, sink);
        };
    List<ImageRow> rows = run(deep, "s");
    assertEquals(
        "a.png cannot be counted, by a mistake in this program: java.lang.StackOverflowError",
        rows.get(0).status());
    assertTrue(rows.get(1).ok());
  }

  @Test
  void aResultThatCannotBeWrittenCostsOnlyItsImage() throws IOException {
    write("a.png", "1");
    write("b.png", "2");
    Path blocked = output.resolve("a.png.cells.csv");
    Files.createDirectories(blocked.resolve("inside"));
    List<ImageRow> rows = run(counter, "s");
    assertFalse(rows.get(0).ok());
    assertTrue(rows.get(1).ok());
  }

  @Test
  void namesTooLongForAResultAreCut() throws IOException {
    String name = "ä".repeat(120) + ".png";
    String other = "ä".repeat(120) + "x.png";
    write(name, "1");
    write(other, "2");
    assertTrue(run(counter, "s").stream().allMatch(ImageRow::ok));
    assertEquals(5, contents(output).size());
    run(counter, "s");
    assertEquals(2, counter.counted.size());
  }

  @Test
  void namesBecomeNeitherFormulasNorControl() throws IOException {
    write("=cmd|'a'!A0, \"x\".png", "1");
    write("a\u001b[2J.png", "2");
    run(counter, "s");
    assertEquals("\"'=cmd|'a'!A0, \"\"x\"\".png\",2,,,,,,1,,,,,,ok", table().get(1));
    assertEquals("a\\u001b[2J.png,2,,,,,,2,,,,,,ok", table().get(2));
    run(counter, "s");
    assertEquals(2, counter.counted.size());
  }

  @Test
  void aLineCutShortIsCountedAgain() throws IOException {
    write("a.png", "1");
    write("b.png", "2");
    run(counter, "s");
    Map<String, String> first = contents(output);
    Path journal = output.resolve(".counts.jsonl");
    String text = Files.readString(journal);
    Files.writeString(journal, text.substring(0, text.length() - 9));
    run(counter, "s");
    assertEquals(3, counter.counted.size());
    assertEquals(first, contents(output));
  }

  @Test
  void twoRunsDoNotShareAFolder() throws IOException {
    write("a.png", "1");
    List<String> refusals = new ArrayList<>();
    run(
        (file, known, sink) -> {
          var e = assertThrows(IOException.class, () -> run(counter, "s"));
          refusals.add(e.getMessage());
          counter.count(file, known, sink);
        },
        "s");
    assertEquals(
        List.of(output + " is being written to by another run, expected a folder of its own"),
        refusals);
  }

  /** The table grows: what is counted is in it while the next image is being counted. */
  @Test
  void theTableGrowsWithEveryImage() throws IOException {
    for (int i = 0; i < 6; i++) {
      write(i + ".png", "5");
    }
    List<Integer> lines = new ArrayList<>();
    ImageInputs inputs = ImageInputs.find(List.of(images.toString()), false, output);
    SlowFiles.batch(counter, output, "s")
        .run(
            inputs,
            row -> {
              try {
                List<String> now = table();
                assertTrue(now.stream().anyMatch(line -> line.startsWith(row.file())), "no row");
                lines.add(now.size());
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    assertEquals(6, lines.size());
  }

  @Test
  void aRunThatIsKilledGoesOnAndEndsTheSame() throws Exception {
    for (int i = 0; i < 60; i++) {
      write(i + ".png", i % 9 == 4 ? "broken" : String.valueOf(i + 1));
    }
    run(counter, "slow");
    Map<String, String> never = contents(output);
    Path killed = folder.resolve("killed");
    Random random = new Random(3);
    int kills = 0;
    for (boolean done = false; !done; ) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  SlowFiles.class.getName(),
                  images.toString(),
                  killed.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      int before = names(killed);
      while (process.isAlive() && (kills == 5 || names(killed) < before + 8)) {
        Thread.sleep(5);
      }
      done = process.waitFor(random.nextInt(60), TimeUnit.MILLISECONDS) && kills > 0;
      if (!done) {
        process.destroyForcibly().waitFor();
        kills++;
        assertGoodLines(killed.resolve("counts.csv"));
      }
    }
    assertTrue(kills >= 3, "killed only " + kills + " times");
    assertEquals(never, contents(killed));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 7, 9, 12, 13})
  void aFullDiskLosesNothingThatWasCounted(int freeBlocks) throws IOException {
    for (int i = 0; i < 6; i++) {
      write(i + ".png", String.valueOf(i + 1));
    }
    run(counter, "s");
    Map<String, String> never = contents(output);
    Configuration small =
        Configuration.unix().toBuilder().setBlockSize(512).setMaxSize(512 * 400).build();
    try (FileSystem disk = Jimfs.newFileSystem(small)) {
      output = disk.getPath("/out");
      Path ballast = disk.getPath("/ballast");
      Files.write(ballast, new byte[512 * (400 - freeBlocks)]);
      List<ImageRow> rows;
      try {
        rows = run(counter, "s");
        assertTrue(rows.stream().anyMatch(row -> !row.ok()), "the disk was large enough");
      } catch (IOException e) {
        rows = List.of();
        assertTrue(e.getMessage().matches("cannot write /out/\\.?counts.*space.*"), e.getMessage());
      }
      for (ImageRow row : rows) {
        assertTrue(
            row.ok() || row.status().matches("cannot write /out/" + row.file() + ".*space.*"),
            row.status());
      }
      Map<String, String> left = contents(output);
      left.remove("counts.csv");
      assertTrue(never.entrySet().containsAll(left.entrySet()), left::toString);
      Files.delete(ballast);
      long kept = left.keySet().stream().filter(name -> name.endsWith(".overlay.png")).count();
      counter.counted.clear();
      run(counter, "s");
      assertEquals(6 - kept, counter.counted.size());
      assertEquals(never, contents(output));
    }
  }

  private static int names(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? 0 : names.length;
  }

  private static void assertGoodLines(Path table) throws IOException {
    if (Files.exists(table)) {
      for (String line : Files.readAllLines(table)) {
        assertTrue(line.equals(HEADER) || line.matches("\\d+\\.png,2,.*(ok|is broken)"), line);
      }
    }
  }

  @Test
  void anInterruptLeavesNoRowBehind() throws IOException {
    write("a.png", "1");
    write("b.png", "2");
    Thread caller = Thread.currentThread();
    FileCounter interrupting =
        (file, known, sink) -> {
          if (file.endsWith("b.png")) {
            caller.interrupt();
            new SlowFiles(10_000).count(file, known, image -> {});
            throw new IOException("interrupted");
          }
          known.put("count", "1");
          sink.accept(
              CountedImage.of(
                  GrayImage.zeros(1, 1),
                  new CountResult(0, new LabelImage(1, 1, new int[1])),
                  Optional.empty()));
        };
    var e = assertThrows(IllegalStateException.class, () -> run(interrupting, "s"));
    assertEquals("counting was interrupted", e.getMessage());
    assertTrue(Thread.interrupted());
    assertTrue(table().stream().noneMatch(line -> line.startsWith("b.png")), table().toString());
  }
}
