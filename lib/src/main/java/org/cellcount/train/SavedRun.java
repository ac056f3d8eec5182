package org.cellcount.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.cellcount.augment.Augmentation;
import org.cellcount.base.Json;
import org.cellcount.loss.Loss;
import org.cellcount.target.FirstFormat;
import org.cellcount.target.ModelSettings;
import org.cellcount.target.Signature;

/** What {@code run.json} holds beside what {@code model.json} does. */
record SavedRun(
    int format,
    String loss,
    String augmentation,
    int epochs,
    int batchSize,
    double learningRate,
    double weightDecay,
    String schedule,
    String start,
    long seed,
    String training,
    String validation,
    Map<String, Double> signatures) {

  /** The entry that folders of runs from random weights do not need. */
  static final String START = "start";

  static SavedRun of(RunConfig config, String training, String validation) {
    Map<String, Double> signatures = new TreeMap<>();
    if (!Loss.OURS.contains(config.loss())) {
      signatures.put("loss", Signature.of(config.loss()));
    }
    if (!Augmentation.OURS.contains(config.augmentation())) {
      signatures.put("augmentation", Signature.of(config.augmentation()));
    }
    return new SavedRun(
        ModelSettings.FORMAT,
        config.loss().label(),
        config.augmentation().label(),
        config.epochs(),
        config.batchSize(),
        config.learningRate(),
        config.weightDecay(),
        config.schedule().label(),
        config.start().label(),
        config.seed(),
        training,
        validation,
        signatures);
  }

  /**
   * Reads a run; one without a start was saved before a run could begin with other than random
   * weights.
   */
  static SavedRun read(Path file) throws IOException {
    if (FirstFormat.isIn(file)) {
      return of(FirstFormat.read(file));
    }
    ObjectNode tree = Json.read(file);
    if (!tree.has(START)) {
      tree.put(START, Start.RANDOM.label());
    }
    SavedRun saved = Json.convert(file.toString(), tree, SavedRun.class);
    ModelSettings.checkFormat(saved.format());
    return saved;
  }

  private static SavedRun of(FirstFormat first) {
    FirstFormat.Config config = first.config();
    return new SavedRun(
        ModelSettings.FORMAT,
        Loss.of(config.loss()).label(),
        Augmentation.of(config.augmentation()).label(),
        config.epochs(),
        config.batchSize(),
        config.learningRate(),
        config.weightDecay(),
        Schedule.of(config.schedule()).label(),
        Start.RANDOM.label(),
        config.seed(),
        first.training(),
        first.validation(),
        Map.of());
  }
}
