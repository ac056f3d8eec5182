package org.cellcount.experiment;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cellcount.count.CellCounter;
import org.cellcount.count.CountOptions;
import org.cellcount.count.CountResult;
import org.cellcount.count.Separation;
import org.cellcount.data.CellDataset;
import org.cellcount.image.LabelImage;
import org.cellcount.metric.CountScores;
import org.cellcount.metric.InstanceScores;
import org.cellcount.metric.PixelScores;
import org.cellcount.predict.TrainedModel;
import org.cellcount.train.CellMaps;

/**
 * A trained model scored on labelled images.
 *
 * @param data what it was scored on
 * @param pixels foreground at threshold 0.5, mean over the images
 * @param components counts with connected components of at least 10 pixels
 * @param counts counts with the model's own options
 * @param instances cells found against true cells, where labels are known
 */
public record Report(
    CellDataset data,
    PixelScores pixels,
    CountScores components,
    CountScores counts,
    Optional<InstanceScores> instances) {

  /** Predicts and scores every image. */
  public static Report of(TrainedModel model, CellDataset data) {
    return of(model.predictAll(data.images()), model.countOptions(), data);
  }

  /** Scores maps that were predicted before. */
  public static Report of(List<CellMaps> maps, CountOptions options, CellDataset data) {
    int[] truth = data.trueCounts();
    CellCounter counter = new CellCounter(options);
    List<LabelImage> found =
        maps.parallelStream().map(m -> m.cells(counter)).map(CountResult::labels).toList();
    PixelScores pixels =
        PixelScores.mean(
            IntStream.range(0, data.size())
                .parallel()
                .mapToObj(i -> PixelScores.of(maps.get(i).foreground(), data.mask(i)))
                .toList());
    Optional<InstanceScores> instances =
        data.hasLabels()
            ? Optional.of(
                InstanceScores.of(
                    found,
                    IntStream.range(0, data.size())
                        .mapToObj(i -> data.labels(i).orElseThrow())
                        .toList()))
            : Optional.empty();
    return new Report(
        data,
        pixels,
        CountTuner.score(
            maps, truth, CountOptions.defaults().withSeparation(Separation.COMPONENTS)),
        CountScores.of(found.stream().mapToInt(LabelImage::max).toArray(), truth),
        instances);
  }

  /**
   * The report in words.
   *
   * @param what the images, as in "on 400 ..."
   */
  public String toText(String what) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "on %d %s:%n", data.size(), what));
    text.append(
        String.format(
            Locale.ROOT,
            "  pixels: Dice %.4f, IoU %.4f, accuracy %.4f%n",
            pixels.dice(),
            pixels.iou(),
            pixels.accuracy()));
    text.append(line("components", components));
    text.append(line("own options", counts));
    text.append("  true counts from " + data.countSource().label());
    return text.toString();
  }

  private static String line(String name, CountScores scores) {
    return String.format(
        Locale.ROOT,
        "  counts, %s: MAE %.3f, bias %+.3f, exact %.1f %%%n",
        name,
        scores.mae(),
        scores.bias(),
        100 * scores.exactShare());
  }
}
