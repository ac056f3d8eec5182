package org.cellcount.train;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.cellcount.base.AtomicFiles;
import org.cellcount.count.CountOptions;
import org.cellcount.data.CellDataset;
import org.cellcount.data.DatasetStatistics;
import org.cellcount.data.Split;
import org.cellcount.image.GrayImage;

/**
 * Where a run lives: {@code run.json} (configuration and data), {@code last.safetensors} (to go on
 * from), {@code best.safetensors} (weights of the lowest validation loss) and {@code history.csv}.
 * The runs of an ensemble's other networks live in folders {@code network-2}, {@code network-3} ...
 * inside it.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  private static final String NETWORK = "network-";
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  /** What {@code run.json} holds. */
  private record Description(
      RunConfig config, String training, String validation, double cellDiameter) {}

  /**
   * The folder of a run among others. Its name begins with the main settings and ends in a checksum
   * of all of them and of the images, so that the same run is found again and no other one.
   *
   * @param parent holds one folder for each run
   */
  public static RunFolder in(Path parent, RunConfig config, Split data) {
    String name =
        String.join(
                "-",
                config.architecture().name(),
                String.valueOf(config.baseChannels()),
                config.target().name(),
                config.loss().name(),
                config.augmentation().name(),
                config.epochs() + "x" + config.batchSize(),
                "seed" + config.seed())
            .toLowerCase(Locale.ROOT)
            .replace('_', '.');
    CRC32 crc = new CRC32();
    crc.update(GSON.toJson(describe(config, data)).getBytes(StandardCharsets.UTF_8));
    return new RunFolder(parent.resolve(String.format("%s-%08x", name, crc.getValue())));
  }

  /**
   * The finished run that ended last.
   *
   * @param parent holds one folder for each run; it may be missing
   * @throws IOException if a checkpoint cannot be read, naming it
   */
  public static Optional<RunFolder> newest(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return Optional.empty();
    }
    List<Path> folders;
    try (Stream<Path> found = Files.list(parent)) {
      folders = found.toList();
    }
    RunFolder newest = null;
    FileTime ended = FileTime.fromMillis(0);
    for (Path path : folders) {
      RunFolder run = new RunFolder(path);
      if (run.isUsed() && run.isFinished()) {
        FileTime time = Files.getLastModifiedTime(run.last());
        if (time.compareTo(ended) > 0) {
          newest = run;
          ended = time;
        }
      }
    }
    return Optional.ofNullable(newest);
  }

  /**
   * The run of a network of an ensemble.
   *
   * @param number from 1; the first lives in this folder itself, the others inside it
   */
  RunFolder network(int number) {
    return number == 1 ? this : new RunFolder(path.resolve(NETWORK + number));
  }

  /**
   * The runs of all networks of this ensemble, this one first; of a single network, this one alone.
   *
   * @throws IOException if the folder cannot be read
   */
  public List<RunFolder> networks() throws IOException {
    List<RunFolder> networks = new ArrayList<>(List.of(this));
    try (Stream<Path> inside = Files.list(path)) {
      inside
          .filter(file -> file.getFileName().toString().startsWith(NETWORK))
          .filter(Files::isDirectory)
          .sorted()
          .map(RunFolder::new)
          .forEach(networks::add);
    }
    return networks;
  }

  /**
   * Whether every epoch of every network is done.
   *
   * @throws IOException if a file cannot be read, naming it
   */
  boolean isFinished() throws IOException {
    for (RunFolder network : networks()) {
      if (!network.progress().finished()) {
        return false;
      }
    }
    return true;
  }

  /** The checkpoint to go on from. */
  public Path last() {
    return path.resolve("last.safetensors");
  }

  /** The weights of the epoch with the lowest validation loss. */
  public Path best() {
    return path.resolve("best.safetensors");
  }

  /** The history as a table. */
  public Path history() {
    return path.resolve("history.csv");
  }

  /** The counting options tuned for the best weights. */
  public Path counting() {
    return path.resolve("counting.json");
  }

  /**
   * The counting options of this run: those tuned and stored, else the target's own.
   *
   * @throws IOException if a file cannot be read, naming it
   */
  public CountOptions countOptions() throws IOException {
    if (!Files.exists(counting())) {
      return config().target().countOptions();
    }
    return readJson(counting(), CountOptions.class);
  }

  /** Stores counting options for everything that predicts with this run. */
  public void write(CountOptions options) throws IOException {
    writeJson(counting(), options);
  }

  private Path description() {
    return path.resolve("run.json");
  }

  /** Whether a run has been started here. */
  public boolean isUsed() {
    return Files.exists(description());
  }

  /**
   * The configuration of the run that lives here.
   *
   * @throws IOException if there is none or it cannot be read, naming the file
   */
  public RunConfig config() throws IOException {
    return read().config();
  }

  /**
   * The typical diameter, in pixels, of the cells that the run was trained on, see {@link
   * DatasetStatistics#typicalDiameter}; 0 if there were none.
   *
   * @throws IOException if no run lives here or it cannot be read, naming the file
   */
  public double cellDiameter() throws IOException {
    return read().cellDiameter();
  }

  /**
   * The epochs done so far; none if the first is not complete.
   *
   * @throws IOException if the checkpoint cannot be read, naming the file
   */
  public History progress() throws IOException {
    return Files.exists(last())
        ? Checkpoint.read(last()).history()
        : new History(List.of(), config().epochs());
  }

  /**
   * Takes the folder for a run: writes the description, or makes sure that the one found is the
   * same.
   *
   * @throws IOException if the folder cannot be written, or holds another run, naming what differs
   */
  void claim(RunConfig config, Split data) throws IOException {
    Description wanted = describe(config, data);
    if (!isUsed()) {
      if (Files.exists(last()) || Files.exists(best())) {
        throw new IOException(
            path + " holds weights without run.json; choose another folder or empty it");
      }
      writeJson(description(), wanted);
      return;
    }
    Description found = read();
    if (!found.equals(wanted)) {
      throw new IOException(
          path
              + " holds another run ("
              + String.join(", ", differences(found, wanted))
              + "); choose another folder or delete it");
    }
  }

  private static Description describe(RunConfig config, Split data) {
    return new Description(
        config,
        fingerprint(data.training()),
        fingerprint(data.validation()),
        DatasetStatistics.typicalDiameter(data.training()));
  }

  private Description read() throws IOException {
    Description found = readJson(description(), Description.class);
    if (found.config() == null) {
      throw new IOException(description() + " holds no run configuration");
    }
    return found;
  }

  private static void writeJson(Path file, Object content) throws IOException {
    byte[] json = (GSON.toJson(content) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file, out -> out.write(json));
  }

  /** Reads a record; its own checks apply. */
  private static <T> T readJson(Path file, Class<T> type) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      T content = GSON.fromJson(reader, type);
      if (content == null) {
        throw new IOException(file + " is empty, expected " + type.getSimpleName());
      }
      return content;
    } catch (NoSuchFileException e) {
      throw new IOException(file + " is missing: no run has been started there", e);
    } catch (RuntimeException e) {
      throw new IOException(file + " cannot be read: " + rootMessage(e), e);
    }
  }

  private static String rootMessage(Throwable e) {
    return e.getCause() == null ? e.getMessage() : rootMessage(e.getCause());
  }

  private static List<String> differences(Description found, Description wanted) {
    JsonObject a = flat(found);
    JsonObject b = flat(wanted);
    List<String> differences = new ArrayList<>();
    for (String name : b.keySet()) {
      JsonElement before = a.get(name);
      if (!b.get(name).equals(before)) {
        differences.add(name + " " + before + " there, " + b.get(name) + " wanted");
      }
    }
    return differences;
  }

  private static JsonObject flat(Description description) {
    JsonObject flat = GSON.toJsonTree(description.config()).getAsJsonObject();
    flat.addProperty("training data", description.training());
    flat.addProperty("validation data", description.validation());
    flat.addProperty("cell diameter", description.cellDiameter());
    return flat;
  }

  /** Number, size and checksum of the images and masks. */
  private static String fingerprint(CellDataset data) {
    CRC32 crc = new CRC32();
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * data.height() * data.width());
    for (int i = 0; i < data.size(); i++) {
      update(crc, bytes, data.image(i));
      update(crc, bytes, data.mask(i));
    }
    return String.format(
        "%d images of %dx%d, checksum %08x",
        data.size(), data.height(), data.width(), crc.getValue());
  }

  private static void update(CRC32 crc, ByteBuffer bytes, GrayImage image) {
    bytes.clear().asFloatBuffer().put(image.pixels());
    crc.update(bytes);
  }
}
