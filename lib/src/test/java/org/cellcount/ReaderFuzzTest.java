package org.cellcount;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ai.djl.ndarray.types.Shape;
import com.sun.management.ThreadMXBean;
import ij.gui.OvalRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cellcount.base.Json;
import org.cellcount.count.CountOptions;
import org.cellcount.data.LabelledFolder;
import org.cellcount.data.NpzDataset;
import org.cellcount.image.GrayImage;
import org.cellcount.microscopy.ImageFiles;
import org.cellcount.microscopy.ImageSelection;
import org.cellcount.microscopy.MicroscopeFile;
import org.cellcount.microscopy.MicroscopeImage;
import org.cellcount.npz.NpyArray;
import org.cellcount.npz.Npz;
import org.cellcount.ops.HostTensor;
import org.cellcount.safetensors.Safetensors;
import org.cellcount.target.ModelSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages files of every kind that is read, at random: a reader gives back something or says why
 * not by an IOException or IllegalArgumentException, in two seconds and 200 MB. Runs for 30
 * seconds, or as many as {@code -Dcellcount.fuzz.seconds} says, from the seed that {@code
 * -Dcellcount.fuzz.seed} gives. What fails is kept under {@code target/fuzz}.
 */
class ReaderFuzzTest {
  private static final long SECONDS = Long.getLong("cellcount.fuzz.seconds", 30);
  private static final long SEED = Long.getLong("cellcount.fuzz.seed", 42);
  private static final long MOST_SECONDS = 2;
  private static final long MOST_BYTES = 200 << 20;
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");

  @TempDir private Path folder;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final ExecutorService worker = Executors.newSingleThreadExecutor();
  private final Random random = new Random(SEED);

  /** Reads a file, as a user would. */
  private interface Reader {
    void read(Path file) throws IOException;
  }

  /** Files that are whole, and what reads them. */
  private record Kind(String name, List<Path> files, List<Reader> readers) {}

  @AfterEach
  void stop() {
    worker.shutdownNow();
  }

  @Test
  void damagedFilesAreReadOrRefused() throws IOException, InterruptedException {
    List<Kind> kinds = List.of(images(), npz(), safetensors(), json(), outlines());
    for (Kind kind : kinds) {
      for (Path file : kind.files()) {
        for (Reader reader : kind.readers()) {
          attempt(kind, file, reader, Files.readAllBytes(file));
        }
      }
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    int tried = 0;
    while (System.nanoTime() < end) {
      Kind kind = kinds.get(tried++ % kinds.size());
      Path file = kind.files().get(random.nextInt(kind.files().size()));
      Reader reader = kind.readers().get(random.nextInt(kind.readers().size()));
      attempt(kind, file, reader, damaged(Files.readAllBytes(file), file));
    }
    assertTrue(tried > 100, tried + " files in " + SECONDS + " seconds");
  }

  private void attempt(Kind kind, Path file, Reader reader, byte[] bytes)
      throws IOException, InterruptedException {
    Path damaged = folder.resolve(kind.name()).resolve(file.getFileName());
    Files.createDirectories(damaged.getParent());
    Files.write(damaged, bytes);
    Future<String> result = worker.submit(() -> complaint(reader, damaged));
    String complaint;
    try {
      complaint = result.get(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      complaint = "does not end";
    } catch (ExecutionException e) {
      complaint = "fails: " + e.getCause();
    }
    if (!complaint.isEmpty()) {
      Path kept = Path.of("target/fuzz").resolve(file.getFileName());
      Files.createDirectories(kept.getParent());
      Files.write(kept, bytes);
      fail(kind.name() + " " + kept + " (seed " + SEED + ") " + complaint);
    }
    Files.delete(damaged);
  }

  /** What a reader did that it must not do; empty if all is well. */
  private String complaint(Reader reader, Path file) {
    long time = threads.getCurrentThreadCpuTime();
    long bytes = threads.getCurrentThreadAllocatedBytes();
    String complaint = "";
    try {
      reader.read(file);
    } catch (IOException | IllegalArgumentException e) {
      String message = e.getMessage();
      if (message == null || message.endsWith("null") || message.contains("java.")) {
        complaint = "says " + message;
      }
    } catch (Throwable e) {
      complaint = "throws " + e + " at " + Arrays.toString(e.getStackTrace());
    }
    double seconds = (threads.getCurrentThreadCpuTime() - time) / 1e9;
    long used = threads.getCurrentThreadAllocatedBytes() - bytes;
    if (seconds > MOST_SECONDS || used > MOST_BYTES) {
      complaint += String.format(Locale.ROOT, " takes %.1f seconds and %d MB", seconds, used >> 20);
    }
    return complaint;
  }

  /** Bits turned, bytes replaced, cut short; checksums of a PNG are made good half of the time. */
  private byte[] damaged(byte[] whole, Path file) {
    byte[] bytes = whole.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int start = random.nextInt(Math.min(bytes.length, 300));
      int end = bytes.length - 1 - random.nextInt(Math.min(bytes.length, 300));
      switch (random.nextInt(6)) {
        case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[start] = (byte) random.nextInt(256);
        case 2 -> bytes[end] = (byte) random.nextInt(256);
        case 3 -> Arrays.fill(bytes, start, Math.min(bytes.length, start + 4), (byte) 0xff);
        case 4 -> bytes[start] = (byte) "0123456789-.eE[]{}(),:\" \0".charAt(random.nextInt(25));
        default -> {
          if (random.nextInt(4) == 0) {
            bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
          }
        }
      }
    }
    if (file.toString().endsWith(".png") && random.nextBoolean()) {
      mendChecksums(bytes);
    }
    return bytes;
  }

  private static void mendChecksums(byte[] png) {
    ByteBuffer buffer = ByteBuffer.wrap(png);
    for (int at = 8; at + 12 <= png.length; ) {
      int length = buffer.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        return;
      }
      CRC32 crc = new CRC32();
      crc.update(png, at + 4, length + 4);
      buffer.putInt(at + 8 + length, (int) crc.getValue());
      at += length + 12;
    }
  }

  private static Kind images() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : List.of("images", "containers")) {
      try (Stream<Path> all = Files.walk(FIXTURES.resolve(name))) {
        all.filter(Files::isRegularFile).sorted().forEach(files::add);
      }
    }
    return new Kind(
        "images",
        files,
        List.of(
            ImageFiles::read,
            ImageFiles::readLabels,
            file -> {
              try (MicroscopeFile image = MicroscopeFile.open(file)) {
                ImageSelection first = ImageSelection.NONE.withPlane(1).withFrame(1);
                for (MicroscopeImage channel : image.selectEach(first).subList(0, 1)) {
                  channel.read();
                }
                image.select(first).read();
              }
            }));
  }

  private Kind npz() throws IOException {
    Path file = folder.resolve("data.npz");
    byte[] pixels = new byte[2 * 8 * 8];
    int[] labels = new int[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
      labels[i] = i % 3;
    }
    NpyArray images = NpyArray.of(pixels, 2, 8, 8);
    Npz.write(
        file,
        Map.of(
            "X",
            images,
            "y",
            NpyArray.of(new byte[128], 2, 8, 8),
            "labels",
            NpyArray.of(labels, 2, 8, 8)));
    Path bare = folder.resolve("bare.npz");
    try (OutputStream out = Files.newOutputStream(bare);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(0);
      zip.putNextEntry(new ZipEntry("X.npy"));
      byte[] header =
          ("\u0093NUMPY\1\0v\0{'descr': '<f4', 'fortran_order': True, 'shape': (1, 2, 3), }"
                  + " ".repeat(56)
                  + "\n")
              .getBytes(StandardCharsets.ISO_8859_1);
      zip.write(header);
      zip.write(new byte[24]);
    }
    return new Kind(
        "npz", List.of(file, bare), List.of(NpzDataset::read, NpzDataset::readImages, Npz::read));
  }

  private Kind safetensors() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(
        file,
        Map.of(
            "enc1.weight", new HostTensor(new Shape(2, 3), new float[6]),
            "enc1.bias", new HostTensor(new Shape(2), new float[2])),
        Map.of("history", "{}"));
    return new Kind(
        "safetensors", List.of(file), List.of(Safetensors::read, Safetensors::readMetadata));
  }

  private Kind json() throws IOException {
    Path options = folder.resolve("options.json");
    Json.write(options, CountOptions.defaults());
    Path deep = folder.resolve("deep.json");
    Files.writeString(deep, "{\"a\":" + "[".repeat(900) + "]".repeat(900) + "}");
    return new Kind(
        "json",
        List.of(options, deep),
        List.of(
            Json::read,
            Json::readNode,
            file -> Json.read(file, CountOptions.class),
            file -> Json.read(file, ModelSettings.class)));
  }

  private Kind outlines() throws IOException {
    Path zipped = folder.resolve("a.zip");
    try (OutputStream out = Files.newOutputStream(zipped);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(0);
      float[] xs = {1, 5, 7, 2};
      float[] ys = {1, 2, 8, 9};
      int number = 0;
      for (Roi roi :
          List.of(
              new Roi(1, 2, 5, 6),
              new OvalRoi(3, 3, 7, 5),
              new PolygonRoi(xs, ys, Roi.POLYGON),
              new PolygonRoi(xs, ys, Roi.FREEROI))) {
        zip.putNextEntry(new ZipEntry(number++ + ".roi"));
        zip.write(RoiEncoder.saveAsByteArray(roi));
      }
    }
    Path single = folder.resolve("a.roi");
    Files.write(single, RoiEncoder.saveAsByteArray(new OvalRoi(3, 3, 7, 5)));
    Path geo = folder.resolve("a.geojson");
    Files.writeString(
        geo,
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":{"
            + "\"type\":\"Polygon\",\"coordinates\":[[[1,1],[8,1],[8,7],[1,7],[1,1]]]},"
            + "\"properties\":{\"objectType\":\"cell\"}}]}");
    return new Kind(
        "outlines",
        List.of(zipped, single, geo),
        List.of(
            file -> {
              Path image = file.resolveSibling("a.png");
              if (!Files.exists(image)) {
                ImageFiles.writePng(image, GrayImage.zeros(12, 16));
              }
              LabelledFolder read = LabelledFolder.read(file.getParent(), ImageSelection.NONE);
              for (var left : read.leftOut()) {
                throw new IOException(left.reason());
              }
            }));
  }
}
