package org.cellcount.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.cellcount.augment.Augmentation;
import org.cellcount.augment.Augmenter;
import org.cellcount.base.Json;
import org.cellcount.base.Named;
import org.cellcount.data.CellDataset;
import org.cellcount.data.DatasetStatistics;
import org.cellcount.data.Split;
import org.cellcount.loss.Loss;
import org.cellcount.target.FirstFormat;
import org.cellcount.target.ModelFolder;
import org.cellcount.target.ModelSettings;
import org.cellcount.target.OwnParts;
import org.cellcount.target.Signature;

/**
 * Where a run lives: {@code run.json} (how it is trained, and on what), {@code last.safetensors}
 * (to go on from), {@code history.csv}, and the {@link ModelFolder} that it becomes. The runs of an
 * ensemble's other networks live in folders {@code network-2}, {@code network-3} ... inside it, see
 * {@link ModelFolder}.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  private static final String SIGNATURES = "signatures";

  /**
   * The folder of a run among others. Its name begins with the main settings and ends in a checksum
   * of all of them and of the images, so that the same run is found again and no other one.
   *
   * @param parent holds one folder for each run
   */
  public static RunFolder in(Path parent, RunConfig config, Split data) {
    String name =
        Stream.of(
                config.network().title(),
                config.target().label(),
                config.loss().label(),
                config.augmentation().label(),
                config.epochs() + "x" + config.batchSize(),
                "seed" + config.seed())
            .map(part -> part.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "."))
            .collect(Collectors.joining("-"));
    CRC32 crc = new CRC32();
    Map<String, String> settings = wanted(config, data, Fingerprint::of);
    if (config.start().isRandom()) {
      settings.remove(SavedRun.START);
    }
    settings.forEach((key, value) -> Fingerprint.update(crc, key + "=" + value + "\n"));
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
   * Whether every epoch of every network is done.
   *
   * @throws IOException if a file cannot be read, naming it
   */
  boolean isFinished() throws IOException {
    for (ModelFolder network : model().networks()) {
      if (!Files.exists(network.last()) || !network.isFinished()) {
        return false;
      }
    }
    return true;
  }

  /** What counting needs of the run. */
  public ModelFolder model() {
    return new ModelFolder(path);
  }

  /** The checkpoint to go on from. */
  public Path last() {
    return model().last();
  }

  /** The history as a table. */
  public Path history() {
    return path.resolve("history.csv");
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
   * @param own what is not the library's own. A network, target or way of counting is needed; a
   *     loss or augmentation that is not given has its name and fails when it is used, and so do
   *     weights to start from
   * @throws IOException if there is none or it cannot be read, naming the file
   */
  public RunConfig config(Named... own) throws IOException {
    SavedRun saved = read();
    OwnParts parts = new OwnParts(List.of(own), saved.signatures());
    ModelSettings settings = model().settings(own);
    try {
      return new RunConfig(
          settings.network(),
          settings.target(),
          parts.search(Loss.class, saved.loss(), Loss.OURS).orElseGet(() -> absent(saved.loss())),
          parts
              .search(Augmentation.class, saved.augmentation(), Augmentation.OURS)
              .orElseGet(() -> new Augmentation(saved.augmentation(), absentStep(saved))),
          settings.normalisation(),
          settings.countingMethod(),
          saved.epochs(),
          saved.batchSize(),
          saved.learningRate(),
          saved.weightDecay(),
          Schedule.of(saved.schedule()),
          settings.precision(),
          Start.named(saved.start()),
          saved.seed());
    } catch (IllegalArgumentException e) {
      throw new IOException(description() + ": " + e.getMessage(), e);
    }
  }

  private static Loss absent(String label) {
    return new Loss(
        label,
        (logits, target) -> {
          throw new IllegalStateException("loss '" + label + "' was not given again");
        });
  }

  private static Augmenter absentStep(SavedRun saved) {
    return Augmenter.of(
        saved.augmentation(),
        (sample, random) -> {
          throw new IllegalStateException(
              "augmentation '" + saved.augmentation() + "' was not given again");
        });
  }

  /**
   * The epochs done so far; none if the first is not complete.
   *
   * @throws IOException if the checkpoint cannot be read, naming the file
   */
  public History progress() throws IOException {
    return Files.exists(last())
        ? Checkpoint.readHistory(last())
        : new History(List.of(), read().epochs());
  }

  /**
   * Takes a folder that {@link #checkClaim} found free or this run's for it: writes what it is,
   * unless that is written already.
   *
   * @throws IOException if the folder cannot be written
   */
  void claim(RunConfig config, Split data) throws IOException {
    if (!isUsed()) {
      model().write(settings(config, data));
      if (config.start().options().isPresent()) {
        model().write(config.start().options().get());
      }
      Json.write(description(), saved(config, data, Fingerprint::of));
    }
  }

  /**
   * Makes sure that the folder is free or holds this very run.
   *
   * @throws IOException if it holds another run, naming what differs
   */
  public void checkClaim(RunConfig config, Split data) throws IOException {
    if (!isUsed()) {
      if (Files.exists(last()) || Files.exists(model().best())) {
        throw new IOException(
            path + " holds weights without run.json; choose another folder or empty it");
      }
      return;
    }
    Map<String, String> found = flat(model().settings(parts(config)).tree(), Json.tree(read()));
    Map<String, String> wanted =
        FirstFormat.isIn(description())
            ? wanted(config, data, Fingerprint::ofMasks)
            : wanted(config, data, Fingerprint::of);
    List<String> differences = new ArrayList<>();
    wanted.forEach(
        (name, value) -> {
          if (!value.equals(found.get(name))) {
            differences.add(name + " " + found.get(name) + " there, " + value + " wanted");
          }
        });
    if (!differences.isEmpty()) {
      throw new IOException(
          path
              + " holds another run ("
              + String.join(", ", differences)
              + "); choose another folder or delete it");
    }
    checkSignatures(config);
  }

  private void checkSignatures(RunConfig config) throws IOException {
    OwnParts parts = new OwnParts(List.of(), read().signatures());
    try {
      if (!Loss.OURS.contains(config.loss())) {
        parts.check("loss", config.loss(), () -> Signature.of(config.loss()));
      }
      if (!Augmentation.OURS.contains(config.augmentation())) {
        parts.check(
            "augmentation", config.augmentation(), () -> Signature.of(config.augmentation()));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(path + ": " + e.getMessage() + "; give it another name", e);
    }
  }

  private static Named[] parts(RunConfig config) {
    return new Named[] {config.network(), config.target(), config.countingMethod()};
  }

  private static ModelSettings settings(RunConfig config, Split data) {
    return config.settings(DatasetStatistics.typicalDiameter(data.training()));
  }

  private static SavedRun saved(
      RunConfig config, Split data, Function<CellDataset, String> fingerprint) {
    return SavedRun.of(
        config, fingerprint.apply(data.training()), fingerprint.apply(data.validation()));
  }

  private static Map<String, String> wanted(
      RunConfig config, Split data, Function<CellDataset, String> fingerprint) {
    return flat(settings(config, data).tree(), Json.tree(saved(config, data, fingerprint)));
  }

  /** Every entry of both files but the signatures, as text. */
  private static Map<String, String> flat(ObjectNode model, ObjectNode run) {
    Map<String, String> flat = new TreeMap<>();
    for (ObjectNode tree : List.of(model, run)) {
      tree.properties().forEach(entry -> flat.put(entry.getKey(), entry.getValue().toString()));
    }
    flat.remove(SIGNATURES);
    return flat;
  }

  private SavedRun read() throws IOException {
    if (!isUsed()) {
      throw new IOException(description() + " is missing: no run has been started there");
    }
    try {
      return SavedRun.read(description());
    } catch (IllegalArgumentException e) {
      throw new IOException(description() + ": " + e.getMessage(), e);
    }
  }
}
