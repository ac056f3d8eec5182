package org.cellcount.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cellcount.base.Json;
import org.cellcount.base.Named;
import org.cellcount.base.Require;
import org.cellcount.count.CountOptions;
import org.cellcount.model.ModelConfig;
import org.cellcount.model.SegmentationModel;
import org.cellcount.ops.HostTensor;
import org.cellcount.safetensors.Safetensors;

/**
 * What counting needs of a trained model: {@code model.json} (its settings), {@code
 * best.safetensors} (its weights) and {@code counting.json} (count options tuned for it, if they
 * were). The other networks of an ensemble live in folders {@code network-2}, {@code network-3} ...
 * inside it, and {@code ensemble.json} says how many there are.
 *
 * @param path the folder
 */
public record ModelFolder(Path path) {
  private static final String NETWORK = "network-";
  private static final String FORMAT = "cellcount format";
  private static final String TRAINED = "network";

  /** What {@code ensemble.json} holds. */
  private record Members(int format, int networks) {}

  /** What {@code counting.json} holds. */
  private record Tuned(int format, CountOptions options) {}

  /** What a checkpoint tells of its run, as far as it matters here. */
  private record Progress(List<JsonNode> epochs, int planned) {}

  /**
   * The weights of the epoch that was kept: the last one, or that of the lowest validation loss.
   */
  public Path best() {
    return path.resolve("best.safetensors");
  }

  /** The count options tuned for the best weights. */
  public Path counting() {
    return path.resolve("counting.json");
  }

  private Path settingsFile() {
    return path.resolve("model.json");
  }

  private Path run() {
    return path.resolve("run.json");
  }

  /**
   * The settings.
   *
   * @param own what is not the library's own: networks, targets, ways of counting
   * @throws IOException if there are none, they cannot be read, or they name something that is not
   *     there or was built differently, naming file and thing
   */
  public ModelSettings settings(Named... own) throws IOException {
    if (hasSettings()) {
      return ModelSettings.read(settingsFile(), List.of(own));
    }
    if (!FirstFormat.isIn(run())) {
      throw new IOException(settingsFile() + " is missing: no model has been trained there");
    }
    try {
      return FirstFormat.read(run()).settings();
    } catch (IllegalArgumentException e) {
      throw new IOException(run() + ": " + e.getMessage(), e);
    }
  }

  /** Whether there is a model. */
  boolean hasSettings() {
    return Files.exists(settingsFile());
  }

  /** Stores the settings. */
  public void write(ModelSettings settings) throws IOException {
    Json.write(settingsFile(), settings.signedTree());
  }

  /**
   * The count options: those tuned and stored, else the target's own.
   *
   * @throws IOException if a file cannot be read, naming it
   */
  public CountOptions countOptions(Target target) throws IOException {
    if (!Files.exists(counting())) {
      return target.countOptions();
    }
    ObjectNode tree = Json.read(counting());
    if (!tree.has("format") && !tree.has("options")) {
      return Json.convert(counting().toString(), tree, CountOptions.class);
    }
    Tuned tuned = Json.convert(counting().toString(), tree, Tuned.class);
    try {
      ModelSettings.checkFormat(tuned.format());
    } catch (IllegalArgumentException e) {
      throw new IOException(counting() + ": " + e.getMessage(), e);
    }
    return tuned.options();
  }

  /** Stores count options for everything that predicts with this model. */
  public void write(CountOptions options) throws IOException {
    Json.write(counting(), new Tuned(ModelSettings.FORMAT, options));
  }

  /**
   * The weights.
   *
   * @param model the network they are to be of
   * @throws IOException if they are missing, broken or of another network, naming the file
   */
  public Map<String, HostTensor> weights(ModelConfig model) throws IOException {
    if (!Files.exists(best())) {
      throw new IOException(best() + " is missing: the run has not finished its first epoch");
    }
    Safetensors saved = Safetensors.read(best());
    checkStamp(best(), saved.metadata(), model);
    return saved.tensors();
  }

  /** Stores the weights of a network as its best. */
  public void writeBest(SegmentationModel model) throws IOException {
    Safetensors.write(best(), model.stateDict(), stamp(model.config()));
  }

  /** What is written beside weights, so that they are not taken for those of another network. */
  public static Map<String, String> stamp(ModelConfig model) {
    Map<String, String> stamp = new TreeMap<>();
    stamp.put(FORMAT, String.valueOf(ModelSettings.FORMAT));
    stamp.put(TRAINED, model.label());
    return stamp;
  }

  /**
   * Makes sure that weights are those of a network.
   *
   * @param metadata that of their file; of format 1, it says nothing
   * @throws IOException if they are of another network or format
   */
  public static void checkStamp(Path file, Map<String, String> metadata, ModelConfig model)
      throws IOException {
    String format = metadata.get(FORMAT);
    if (format == null) {
      return;
    }
    if (!format.equals(String.valueOf(ModelSettings.FORMAT))) {
      throw new IOException(
          file + " is of format " + format + ", expected " + ModelSettings.FORMAT);
    }
    String trained = metadata.getOrDefault(TRAINED, "a network without a name");
    if (!model.label().equals(trained)) {
      throw new IOException(file + " holds weights of " + trained + ", expected " + model.label());
    }
  }

  /** The folder of a network of an ensemble: the first is this one, the others lie inside it. */
  public ModelFolder network(int number) {
    return number == 1 ? this : new ModelFolder(path.resolve(NETWORK + number));
  }

  /**
   * The folders of all networks of this ensemble, this one first; of a single network, this one
   * alone.
   *
   * @throws IOException if one is missing, or there is a folder of that kind that is none of them:
   *     a copy would answer unasked
   */
  public List<ModelFolder> networks() throws IOException {
    int number = size();
    List<ModelFolder> networks = IntStream.rangeClosed(1, number).mapToObj(this::network).toList();
    for (ModelFolder network : networks) {
      if (!Files.isDirectory(network.path())) {
        throw new IOException(
            network.path()
                + " is missing, expected "
                + number
                + " networks; train with as many again, or lower the number in "
                + ensemble());
      }
    }
    for (int stray : found()) {
      if (stray > number) {
        throw new IOException(
            network(stray).path()
                + " was not trained as part of "
                + path
                + ", which has "
                + (number == 1 ? "one network" : number + " networks")
                + ": move it elsewhere, or train with so many networks again");
      }
    }
    return networks;
  }

  /**
   * How many networks belong together, as stored; 1 if nothing is, or all that are there beside a
   * run of format 1, which stored no number.
   *
   * @throws IOException if the file cannot be read, naming it
   */
  public int size() throws IOException {
    if (!Files.exists(ensemble())) {
      return FirstFormat.isIn(run()) ? found().length : 1;
    }
    Members members = Json.read(ensemble(), Members.class);
    try {
      ModelSettings.checkFormat(members.format());
      return Require.atLeast("networks", members.networks(), 1);
    } catch (IllegalArgumentException e) {
      throw new IOException(ensemble() + ": " + e.getMessage(), e);
    }
  }

  /** Stores how many networks belong together. */
  public void writeSize(int networks) throws IOException {
    Json.write(ensemble(), new Members(ModelSettings.FORMAT, networks));
  }

  private Path ensemble() {
    return path.resolve("ensemble.json");
  }

  /** The numbers of the networks that are there, this one included. */
  private int[] found() throws IOException {
    try (Stream<Path> inside = Files.list(path)) {
      IntStream others =
          inside
              .filter(
                  file ->
                      file.getFileName().toString().matches(NETWORK + "([2-9]|[1-9][0-9]{1,3})"))
              .filter(Files::isDirectory)
              .mapToInt(ModelFolder::number);
      return IntStream.concat(IntStream.of(1), others).sorted().toArray();
    }
  }

  private static int number(Path network) {
    return Integer.parseInt(network.getFileName().toString().substring(NETWORK.length()));
  }

  /** The checkpoint of a training run, which goes on from it. */
  public Path last() {
    return path.resolve("last.safetensors");
  }

  /**
   * Whether the run that trains the network has come to its end: as many epochs are done as were
   * planned. A folder of a model alone, without a run, holds a finished one.
   *
   * @throws IOException if the checkpoint cannot be read, naming it
   */
  public boolean isFinished() throws IOException {
    if (!Files.exists(last())) {
      return Files.exists(best()) && !Files.exists(run());
    }
    String history = Safetensors.readMetadata(last()).get("history");
    if (history == null) {
      throw new IOException(last() + " holds weights but no training state");
    }
    Progress progress = Json.parse(last() + ": history", history, Progress.class);
    return progress.epochs().size() >= progress.planned();
  }
}
