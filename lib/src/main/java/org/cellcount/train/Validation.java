package org.cellcount.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cellcount.count.CountOptions;
import org.cellcount.data.CellDataset;
import org.cellcount.metric.CountScores;
import org.cellcount.metric.PixelScores;
import org.cellcount.target.CellMaps;
import org.cellcount.target.Counting;
import org.cellcount.target.Target;

/** Gathers an epoch's logits on the validation images and scores them. */
final class Validation {
  private final CellDataset data;
  private final Target target;
  private final Counting components = Counting.by(CountOptions.script());
  private final Counting counting;
  private final List<PixelScores> scores = new ArrayList<>();
  private final int[] byComponents;
  private final int[] byMethod;
  private double lossSum;

  Validation(CellDataset data, RunConfig config) {
    this.data = data;
    this.target = config.target();
    this.counting = config.countingMethod().counting(target, target.countOptions());
    this.byComponents = new int[data.size()];
    this.byMethod = new int[data.size()];
  }

  /** Takes the logits (size, C, H, W) of the next images and their loss. */
  void add(float batchLoss, float[] logits, int size) {
    int first = scores.size();
    int stride = target.channels() * data.height() * data.width();
    List<PixelScores> added =
        IntStream.range(0, size)
            .parallel()
            .mapToObj(
                i -> score(first + i, target.maps(logits, i * stride, data.height(), data.width())))
            .toList();
    scores.addAll(added);
    lossSum += (double) batchLoss * size;
  }

  private PixelScores score(int index, CellMaps maps) {
    byComponents[index] = components.count(maps);
    byMethod[index] = counting.count(maps);
    return PixelScores.of(maps.foreground(), data.mask(index));
  }

  double loss() {
    return lossSum / scores.size();
  }

  History.Epoch epoch(
      int epoch,
      double learningRate,
      double trainLoss,
      double seconds,
      double waitingShare,
      int skippedSteps) {
    PixelScores mean = PixelScores.mean(scores);
    int[] truth = data.trueCounts();
    return new History.Epoch(
        epoch,
        learningRate,
        trainLoss,
        loss(),
        mean.dice(),
        mean.iou(),
        mean.accuracy(),
        CountScores.of(byComponents, truth).mae(),
        CountScores.of(byMethod, truth).mae(),
        seconds,
        waitingShare,
        skippedSteps);
  }
}
