package org.cellcount.train;

import java.util.Map;
import java.util.TreeMap;
import org.cellcount.augment.Augmentation;
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
    long seed,
    String training,
    String validation,
    Map<String, Double> signatures) {

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
        config.seed(),
        training,
        validation,
        signatures);
  }

  static SavedRun of(FirstFormat first) {
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
        config.seed(),
        first.training(),
        first.validation(),
        Map.of());
  }
}
