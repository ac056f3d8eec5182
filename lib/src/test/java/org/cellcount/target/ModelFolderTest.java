package org.cellcount.target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cellcount.base.Json;
import org.cellcount.count.CountOptions;
import org.cellcount.data.Split;
import org.cellcount.model.Network;
import org.cellcount.predict.TrainedModel;
import org.cellcount.safetensors.Safetensors;
import org.cellcount.train.EnsembleRun;
import org.cellcount.train.FirstFormatFiles;
import org.cellcount.train.History;
import org.cellcount.train.RunConfig;
import org.cellcount.train.RunFolder;
import org.cellcount.train.TestCells;
import org.cellcount.train.TrainingRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a model folder are read as they were meant or not at all, also those of format 1. */
class ModelFolderTest {
  private static final RunConfig CONFIG = FirstFormatFiles.CONFIG;
  private static final Split DATA = new Split(TestCells.discs(8, 1), TestCells.discs(4, 2));
  private static final CountOptions TUNED =
      CountOptions.readmeWatershed().withThreshold(0.8).withMinArea(7);

  /** One epoch of two is done in it, and count options are stored. */
  @TempDir static Path begun;

  @TempDir Path parent;

  private Path run;

  @BeforeAll
  static void trainOneEpoch() throws IOException {
    History history =
        new TrainingRun(CONFIG, DATA, begun)
            .run(
                progress -> {
                  if (progress.epochEnded()) {
                    Thread.currentThread().interrupt();
                  }
                });
    assertTrue(Thread.interrupted() && history.epochs().size() == 1);
    new ModelFolder(begun).write(TUNED);
  }

  @BeforeEach
  void copyRun() throws IOException {
    run = parent.resolve("run");
    FirstFormatFiles.copy(begun, run);
  }

  private ModelFolder folder() {
    return new ModelFolder(run);
  }

  /** Reads one of the files. */
  private Executable reading(String file) {
    return switch (file) {
      case "model.json" -> () -> folder().settings();
      case "run.json" -> () -> new RunFolder(run).config();
      default -> () -> folder().countOptions(Target.DISTANCE);
    };
  }

  private String refusal(String file) {
    String text = assertThrows(IOException.class, reading(file)).getMessage();
    assertTrue(text.startsWith(run.resolve(file) + ": "), text);
    assertFalse(text.contains("java") || text.contains("org.cellcount"), text);
    return text;
  }

  /** Removes, mistypes and adds to every entry of a file in turn, each of which must be named. */
  private int spoilEveryEntry(String file) throws IOException {
    ObjectNode whole = Json.read(run.resolve(file));
    List<List<String>> paths = new ArrayList<>();
    collect(whole, List.of(), paths);
    for (List<String> path : paths) {
      String name = String.join(".", path);
      JsonNode value = whole.at("/" + String.join("/", path));
      change(file, whole, path, null);
      // Without its configuration, a run.json of format 1 is none.
      String missing = name.equals("config") ? "format" : name;
      // Runs that were saved before there were others began with random weights.
      if (!name.equals("start")) {
        assertTrue(refusal(file).contains("entry '" + missing + "' is missing"), refusal(file));
      }
      for (String other : others(value)) {
        change(file, whole, path, Json.parse("{\"value\": " + other + "}").get("value"));
        assertTrue(refusal(file).contains("entry '" + name + "' is " + other), refusal(file));
      }
      if (value.isObject() && !name.equals("signatures")) {
        ObjectNode more = ((ObjectNode) value).deepCopy().put("more", 0);
        change(file, whole, path, more);
        assertTrue(refusal(file).contains("unknown entry '" + name + ".more'"), refusal(file));
      }
    }
    Json.write(run.resolve(file), whole.deepCopy().put("more", 0));
    assertTrue(refusal(file).contains("unknown entry 'more'"), refusal(file));
    Json.write(run.resolve(file), whole);
    return paths.size();
  }

  private static void collect(ObjectNode tree, List<String> above, List<List<String>> paths) {
    tree.properties()
        .forEach(
            entry -> {
              List<String> path = new ArrayList<>(above);
              path.add(entry.getKey());
              paths.add(path);
              if (entry.getValue() instanceof ObjectNode inner) {
                collect(inner, path, paths);
              }
            });
  }

  private void change(String file, ObjectNode whole, List<String> path, JsonNode value)
      throws IOException {
    ObjectNode tree = whole.deepCopy();
    ObjectNode inner = tree;
    for (String step : path.subList(0, path.size() - 1)) {
      inner = (ObjectNode) inner.get(step);
    }
    String last = path.get(path.size() - 1);
    if (value == null) {
      inner.remove(last);
    } else {
      inner.set(last, value);
    }
    Json.write(run.resolve(file), tree);
  }

  /** What is of another kind than a value. */
  private static List<String> others(JsonNode value) {
    List<String> others = new ArrayList<>(List.of("null"));
    others.add(value.isTextual() ? "5" : "\"5\"");
    others.add(value.isBoolean() ? "1" : "true");
    if (value.isIntegralNumber()) {
      others.addAll(List.of("1.5", "98765432109876543210"));
    }
    others.add(value.isObject() ? "[]" : "{}");
    return others;
  }

  @ParameterizedTest
  @CsvSource({"model.json, 9", "run.json, 13", "counting.json, 12"})
  void everyEntryIsNeededAndOfItsKind(String file, int entries) throws Throwable {
    assertEquals(entries, spoilEveryEntry(file));
    reading(file).execute();
  }

  @ParameterizedTest
  @CsvSource({"run.json, 17", "counting.json, 10"})
  void everyEntryOfFormat1IsNeededAndOfItsKind(String file, int entries) throws Throwable {
    FirstFormatFiles.rewrite(run, CONFIG.seed(), DATA);
    assertEquals(entries, spoilEveryEntry(file));
    reading(file).execute();
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.json", "run.json", "counting.json"})
  void anotherFormatIsRefused(String file) throws IOException {
    for (int format : new int[] {-1, 0, 1, 3}) {
      Json.write(run.resolve(file), Json.read(run.resolve(file)).put("format", format));
      assertEquals(
          run.resolve(file)
              + ": format "
              + format
              + " is not known, expected 2: another version wrote it",
          refusal(file));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.json|cellDiameter|-1.0|cellDiameter -1.0: expected 0 or more",
        "model.json|cellDiameter|NaN|cellDiameter NaN: expected 0 or more",
        "model.json|cellDiameter|1e999|cellDiameter Infinity: expected 0 or more",
        "model.json|widths|[]|widths []: expected those of a level and a bottleneck at least",
        "model.json|widths|[2, 3]|width 3: expected even numbers, 2 or more",
        "model.json|widths|[2, null]|entry 'widths[1]' is null, expected a value",
        "model.json|network|\"V-Net\"|network 'V-Net' is not the library's own: give it again, as"
            + " it was when the run began",
        "model.json|target|\"faces\"|target 'faces' is not the library's own: give it again, as it"
            + " was when the run began",
        "model.json|counting|\"by hand\"|way of counting 'by hand' is not the library's own: give"
            + " it again, as it was when the run began",
        "model.json|normalisation|\"x\"|unknown normalisation 'x', expected one of none, percentile,"
            + " cube root, robust",
        "model.json|precision|\"x\"|unknown precision 'x', expected one of auto, fp32, bf16",
        "run.json|schedule|\"x\"|unknown schedule 'x', expected one of plateau, cosine",
        "run.json|epochs|0|epochs 0: expected 1 or more",
        "run.json|learningRate|Infinity|learning rate Infinity: expected above 0, below 10",
      })
  void valuesThatMakeNoSenseAreRefused(String file, String entry, String value, String reason)
      throws IOException {
    ObjectNode tree = Json.read(run.resolve(file));
    tree.set(entry, Json.parse("{\"value\": " + value + "}").get("value"));
    Json.write(run.resolve(file), tree);
    assertEquals(run.resolve(file) + ": " + reason, refusal(file));
  }

  @Test
  void anAbsentModelIsNotTakenForOneOfFormat1() throws IOException {
    Files.delete(run.resolve("model.json"));
    String message = assertThrows(IOException.class, () -> folder().settings()).getMessage();
    assertEquals(
        run.resolve("model.json") + " is missing: no model has been trained there", message);
  }

  private static float[] probabilities(Path folder) throws IOException {
    try (TrainedModel model = TrainedModel.load(folder)) {
      return model.predict(DATA.validation().image(0)).foreground().pixels();
    }
  }

  @Test
  void modelsOfFormat1CountAsTheyDid() throws IOException {
    FirstFormatFiles.rewrite(run, CONFIG.seed(), DATA);
    assertEquals(new ModelFolder(begun).settings(), folder().settings());
    assertEquals(TUNED, folder().countOptions(Target.DISTANCE));
    assertEquals(CONFIG, new RunFolder(run).config());
    assertEquals(1, new RunFolder(run).progress().epochs().size());
    assertFalse(folder().isFinished());
    assertArrayEquals(probabilities(begun), probabilities(run));
    try (TrainedModel now = TrainedModel.load(begun);
        TrainedModel first = TrainedModel.load(run)) {
      assertEquals(TUNED, first.countOptions());
      assertArrayEquals(
          now.countAll(DATA.validation().images(), done -> {}),
          first.countAll(DATA.validation().images(), done -> {}));
    }
  }

  @Test
  void runsOfFormat1GoOnToTheSameWeights() throws IOException {
    Path first = parent.resolve("first");
    FirstFormatFiles.copy(begun, first);
    FirstFormatFiles.rewrite(first, CONFIG.seed(), DATA);
    assertEquals(
        new TrainingRun(CONFIG, DATA, run).run().last().trainLoss(),
        new TrainingRun(CONFIG, DATA, first).run().last().trainLoss());
    assertEquals(
        Safetensors.read(folder().last()).tensors(),
        Safetensors.read(new ModelFolder(first).last()).tensors());
    assertEquals(
        Safetensors.read(folder().best()).tensors(),
        Safetensors.read(new ModelFolder(first).best()).tensors());
    assertTrue(new RunFolder(first).progress().finished() && new ModelFolder(first).isFinished());
    RunConfig other = CONFIG.withLearningRate(1e-3);
    String refusal =
        assertThrows(IOException.class, () -> new TrainingRun(other, DATA, first)).getMessage();
    assertTrue(refusal.contains("(learningRate 0.002 there, 0.001 wanted)"), refusal);
  }

  @Test
  void ensemblesOfFormat1CountAsTheyDidAndGrow() throws IOException {
    Path now = parent.resolve("now");
    new EnsembleRun(CONFIG, 2, DATA, now).run(network -> progress -> {});
    Path first = parent.resolve("first");
    FirstFormatFiles.copy(now, first);
    FirstFormatFiles.rewrite(first, CONFIG.seed(), DATA);
    FirstFormatFiles.rewrite(first.resolve("network-2"), CONFIG.seed() + 1, DATA);
    assertArrayEquals(probabilities(now), probabilities(first));
    new EnsembleRun(CONFIG, 3, DATA, first)
        .run(
            network ->
                progress -> {
                  assertEquals(3, network, "trained again");
                });
    try (TrainedModel model = TrainedModel.load(first)) {
      assertEquals(3, model.networks());
    }
  }

  @Test
  void onlyFoldersOfThatVeryNameAreNetworks() throws IOException {
    for (String name :
        List.of(
            "network-2 (copy)",
            "network-02",
            "network-02x",
            "network-2x",
            "network-",
            "network-0",
            "network-1",
            "network-12345",
            "a network-2",
            "Network-2",
            "network-2.old")) {
      FirstFormatFiles.copy(begun, run.resolve(name));
    }
    Files.writeString(run.resolve("network-3"), "a file");
    assertEquals(List.of(folder()), folder().networks());
    Files.delete(run.resolve("network-3"));
    for (int number = 2; number <= 11; number++) {
      Files.createDirectory(run.resolve("network-" + number));
    }
    folder().writeSize(11);
    assertEquals(
        IntStream.rangeClosed(1, 11).mapToObj(folder()::network).toList(), folder().networks());
  }

  @Test
  void whatWasCopiedBesideTheNetworksDoesNotJoinThem() throws IOException {
    FirstFormatFiles.copy(begun, run.resolve("network-2"));
    assertEquals(
        run
            + "/network-2 was not trained as part of "
            + run
            + ", which has one network: move it elsewhere, or train with so many networks again",
        refusal());
    folder().writeSize(3);
    assertEquals(
        run
            + "/network-3 is missing, expected 3 networks; train with as many again, or lower the"
            + " number in "
            + run
            + "/ensemble.json",
        refusal());
    folder().writeSize(2);
    assertEquals(List.of(folder(), folder().network(2)), folder().networks());
    Files.writeString(run.resolve("ensemble.json"), "{\"format\": 2, \"networks\": 0}");
    assertEquals(run + "/ensemble.json: networks 0: expected 1 or more", refusal());
  }

  private String refusal() {
    return assertThrows(IOException.class, () -> folder().networks()).getMessage();
  }

  private void stamp(Path weights, Map<String, String> stamp) throws IOException {
    Safetensors whole = Safetensors.read(weights);
    Map<String, String> metadata = new TreeMap<>(whole.metadata());
    metadata.remove("network");
    metadata.putAll(stamp);
    Safetensors.write(weights, whole.tensors(), metadata);
  }

  private String loadingFails() {
    return assertThrows(IOException.class, () -> TrainedModel.load(run)).getMessage();
  }

  private String resumingFails() {
    return assertThrows(IOException.class, () -> new TrainingRun(CONFIG, DATA, run).run())
        .getMessage();
  }

  @Test
  void weightsOfAnotherNetworkOrFormatAreRefused() throws IOException {
    Map<String, String> other =
        ModelFolder.stamp(CONFIG.withNetwork(Network.OURS.get(1)).withBaseChannels(2).model());
    String reason = " holds weights of Attention U-Net 2, expected U-Net 2";
    stamp(folder().best(), other);
    assertEquals(folder().best() + reason, loadingFails());
    stamp(folder().last(), other);
    assertEquals(folder().last() + reason, resumingFails());
    reason = " is of format 3, expected 2";
    stamp(folder().best(), Map.of("cellcount format", "3", "network", "U-Net 2"));
    assertEquals(folder().best() + reason, loadingFails());
    stamp(folder().last(), Map.of("cellcount format", "3", "network", "U-Net 2"));
    assertEquals(folder().last() + reason, resumingFails());
    reason = " holds weights of a network without a name, expected U-Net 2";
    stamp(folder().best(), Map.of());
    stamp(folder().best(), Map.of("cellcount format", "2"));
    assertEquals(folder().best() + reason, loadingFails());
  }

  @Test
  void aBrokenHistoryIsRefused() throws IOException {
    for (String history :
        List.of(
            "{\"epochs\": [], \"planned\": 0.5}",
            "{\"epochs\": [], \"planned\": null}",
            "{\"epochs\": [], \"planned\": \"2\"}",
            "{\"epochs\": []}",
            "{\"planned\": 2}",
            "{\"epochs\": [],",
            "")) {
      stamp(folder().last(), Map.of("history", history, "network", "U-Net 2"));
      for (Executable reading :
          List.<Executable>of(() -> folder().isFinished(), () -> new RunFolder(run).progress())) {
        String text = assertThrows(IOException.class, reading).getMessage();
        assertTrue(text.startsWith(folder().last() + ": history: "), text);
      }
    }
  }
}
