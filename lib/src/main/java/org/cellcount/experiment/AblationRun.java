package org.cellcount.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.cellcount.base.Json;
import org.cellcount.count.CountOptions;
import org.cellcount.data.CellDataset;
import org.cellcount.data.Split;
import org.cellcount.metric.PixelScores;
import org.cellcount.predict.TrainedModel;
import org.cellcount.target.CellMaps;
import org.cellcount.target.Counting;
import org.cellcount.target.CountingMethod;
import org.cellcount.target.ModelFolder;
import org.cellcount.target.Target;
import org.cellcount.train.History;
import org.cellcount.train.PseudoLabels;
import org.cellcount.train.RunConfig;
import org.cellcount.train.RunFolder;
import org.cellcount.train.TrainingProgress;
import org.cellcount.train.TrainingRun;

/** One run of an ablation: a network is trained, then scored on the test images. */
public final class AblationRun {
  private static final String RESULT = "scores.json";
  private static final String DATA = "data";

  private final RunConfig config;
  private final Holdout data;
  private final Split known;
  private final RunFolder folder;
  private boolean checked;

  /**
   * A run in a folder, new or to be continued.
   *
   * @param known what it learns from: that of the data, with labels where it needs some
   */
  AblationRun(RunConfig config, Holdout data, Split known, RunFolder folder) {
    this.config = config;
    this.data = data;
    this.known = known;
    this.folder = folder;
  }

  /** Puts the data of a study where {@link #begun} finds it, on whatever machine. */
  public static void share(Holdout data, Path study) throws IOException {
    data.write(study.resolve(DATA));
  }

  /**
   * A run that another process has begun, with the data that its study has put beside it.
   *
   * @param path the folder of the run in that of the study
   * @throws IOException if either is missing here or cannot be read, naming it
   */
  public static AblationRun begun(Path path) throws IOException {
    RunConfig config = new RunFolder(path).config();
    Holdout data = Holdout.read(path.resolveSibling(DATA));
    Split known =
        config.target().needsLabels() ? PseudoLabels.addTo(data.learning()) : data.learning();
    return new AblationRun(config, data, known, new RunFolder(path));
  }

  /** Where it is kept. */
  public Path path() {
    return folder.path();
  }

  /** Whether the run in a folder was trained to its end and scored. */
  public static boolean isFinished(Path path) {
    return Files.exists(path.resolve(RESULT));
  }

  /**
   * Takes its folder, for this or another process to train in.
   *
   * @throws IOException if it holds another run or cannot be written
   */
  TrainingRun begin() throws IOException {
    return new TrainingRun(config, known, path());
  }

  /**
   * Trains what is left of it and scores it.
   *
   * @param listener told after every batch
   * @return whether it came to its end, rather than the thread was interrupted
   * @throws IOException if a file cannot be read or written, naming it
   */
  public boolean train(Consumer<TrainingProgress> listener) throws IOException {
    History history = begin().run(listener);
    if (!history.finished()) {
      return false;
    }
    Json.write(path().resolve(RESULT), score(history));
    checked = true;
    return true;
  }

  private RunResult score(History history) throws IOException {
    CountingMethod method = config.countingMethod();
    Target target = config.target();
    CountOptions tuned = target.countOptions();
    List<CellMaps> maps;
    long parameters;
    try (TrainedModel model = TrainedModel.load(path(), config.network(), target, method)) {
      if (method.byOptions()) {
        CellDataset validation = data.learning().validation();
        tuned =
            CountTuner.tune(model.predictAll(validation.images()), validation, target).options();
        new ModelFolder(path()).write(tuned);
      }
      maps = model.predictAll(data.test().images());
      parameters = model.parameterCount();
    }
    List<PixelScores> pixels =
        IntStream.range(0, maps.size())
            .mapToObj(i -> PixelScores.of(maps.get(i).foreground(), data.test().mask(i)))
            .toList();
    Map<String, List<Integer>> counts = new LinkedHashMap<>();
    for (CountingMethod way : CountingMethod.PUBLIC) {
      counts.put(way.label(), counts(maps, way.counting(target, tuned)));
    }
    counts.put(
        AblationResults.OWN_WAY, counts(maps, method.counting(target, target.countOptions())));
    counts.put(AblationResults.TUNED, counts(maps, method.counting(target, tuned)));
    return new RunResult(
        parameters,
        history.epochs().size(),
        config.schedule().kept(history).epoch(),
        history.seconds(),
        Map.of(
            AblationResults.DICE, pixels.stream().map(PixelScores::dice).toList(),
            AblationResults.IOU, pixels.stream().map(PixelScores::iou).toList(),
            AblationResults.ACCURACY, pixels.stream().map(PixelScores::accuracy).toList()),
        counts);
  }

  private static List<Integer> counts(List<CellMaps> maps, Counting counting) {
    return maps.parallelStream().map(counting::count).toList();
  }

  /** The result, if it is finished, after making sure that it is of this very configuration. */
  Optional<RunResult> result() throws IOException {
    if (!isFinished(path())) {
      return Optional.empty();
    }
    if (!checked) {
      folder.checkClaim(config, known);
      checked = true;
    }
    return Optional.of(Json.read(path().resolve(RESULT), RunResult.class));
  }
}
