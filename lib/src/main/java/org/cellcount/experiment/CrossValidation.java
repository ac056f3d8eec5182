package org.cellcount.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cellcount.base.Require;
import org.cellcount.count.CountResult;
import org.cellcount.data.CellDataset;
import org.cellcount.data.MicroscopeField;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.image.Resize;
import org.cellcount.metric.Bootstrap;
import org.cellcount.metric.InstanceScores;
import org.cellcount.metric.Interval;
import org.cellcount.predict.TrainedModel;
import org.cellcount.target.CellMaps;
import org.cellcount.target.Confidence;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How well a way of training counts images that it has not seen: the sources are dealt into folds,
 * one network is trained without each and tested on it. Every image is tested once, and what the
 * networks got wrong teaches how sure one that was trained on all may be.
 */
public final class CrossValidation {
  private final CellDataset crops;
  private final List<MicroscopeField> fields;
  private final Map<Integer, Integer> foldOf = new HashMap<>();
  private final int folds;
  private final List<Tested> tested = new ArrayList<>();
  private final ConfidenceFit sure = new ConfidenceFit();

  /** What came out of a fold: scores of its crops, and by how much whole fields were off. */
  private record Tested(
      String fold,
      List<Double> errors,
      List<Integer> groups,
      List<Double> signed,
      InstanceScores cells,
      List<Double> fieldErrors) {}

  /**
   * Deals the sources out.
   *
   * @param crops to train and test on, of known cells and sources
   * @param fields the whole images they were cut from, by their group; none if there are none
   * @param folds how many, 2 or more
   * @param seed same seed, same folds
   * @throws IllegalArgumentException if cells are not known or there are fewer sources than folds
   */
  public CrossValidation(CellDataset crops, List<MicroscopeField> fields, int folds, long seed) {
    Require.atLeast("folds", folds, 2);
    Require.that(crops.hasLabels(), crops.name(), "has no labels", "the label of every cell");
    this.crops = crops;
    this.fields = List.copyOf(fields);
    this.folds = folds;
    List<Integer> groups =
        new ArrayList<>(
            new TreeSet<>(IntStream.range(0, crops.size()).mapToObj(crops::group).toList()));
    Require.that(
        groups.size() >= folds, "folds", folds, "at most the number of sources, " + groups.size());
    Collections.shuffle(groups, new Random(seed));
    for (int i = 0; i < groups.size(); i++) {
      foldOf.put(groups.get(i), i % folds);
    }
  }

  /** How many folds there are. */
  public int folds() {
    return folds;
  }

  /** The crops to learn from where a fold, counted from 0, is held back. */
  public CellDataset learning(int fold) {
    return part(fold, false).withName(crops.name() + " (without fold " + (fold + 1) + ")");
  }

  /** The crops that are held back. */
  public CellDataset test(int fold) {
    return part(fold, true).withName(crops.name() + " (fold " + (fold + 1) + ")");
  }

  private CellDataset part(int fold, boolean inside) {
    return crops.subset(
        IntStream.range(0, crops.size())
            .filter(i -> (foldOf.get(crops.group(i)) == fold) == inside)
            .toArray());
  }

  /** Tests a model that was trained without a fold on the fold's crops and whole fields. */
  public void add(int fold, TrainedModel model) {
    CellDataset test = test(fold);
    List<CellMaps> maps = model.predictAll(test.images());
    List<Double> errors = new ArrayList<>();
    List<Double> signed = new ArrayList<>();
    List<Integer> groups = new ArrayList<>();
    List<InstanceScores> scores = new ArrayList<>();
    for (int i = 0; i < test.size(); i++) {
      CountResult counted = model.counting().result(maps.get(i));
      LabelImage truth = test.labels(i).orElseThrow();
      sure.add(maps.get(i), counted, truth);
      signed.add((double) counted.count() - test.trueCount(i));
      errors.add(Math.abs(signed.get(i)));
      groups.add(test.group(i));
      scores.add(InstanceScores.of(counted.labels(), truth));
    }
    tested.add(
        new Tested(
            "fold " + (fold + 1),
            errors,
            groups,
            signed,
            InstanceScores.sum(scores),
            fieldErrors(fold, model)));
  }

  private List<Double> fieldErrors(int fold, TrainedModel model) {
    List<Double> errors = new ArrayList<>();
    for (int group = 0; group < fields.size(); group++) {
      MicroscopeField field = fields.get(group);
      if (foldOf.getOrDefault(group, -1) == fold && field.count() > 0) {
        double scale = model.countAnyScale(field.image()).scale();
        int count = count(field, scale, model);
        errors.add(Math.abs(count - field.count()) / (double) field.count());
      }
    }
    return errors;
  }

  /** Counts a field at a scale, and learns from it how sure the model may be. */
  private int count(MicroscopeField field, double scale, TrainedModel model) {
    CellMaps maps = model.predict(Resize.by(field.image(), scale));
    CountResult counted = model.counting().result(maps);
    GrayImage like = maps.foreground();
    sure.add(maps, counted, Resize.to(field.labels(), like.height(), like.width()));
    return counted.count();
  }

  /** How sure a model trained in the same way may be, if there were images enough to tell. */
  public Optional<Confidence> confidence() {
    return sure.enough() ? Optional.of(sure.fit()) : Optional.empty();
  }

  /**
   * One row for each fold tested and one for all: images, true cells, mean absolute error of the
   * count with its 95 % interval over sources, bias, errors per 100 true cells, average precision,
   * whole fields and the mean of their relative errors in per cent.
   */
  public Table table() {
    Table table =
        Table.create(
            "cross-validation",
            StringColumn.create("fold"),
            IntColumn.create("crops"),
            IntColumn.create("cells"),
            DoubleColumn.create("MAE"),
            DoubleColumn.create("low"),
            DoubleColumn.create("high"),
            DoubleColumn.create("bias"),
            DoubleColumn.create("merged"),
            DoubleColumn.create("split"),
            DoubleColumn.create("missed"),
            DoubleColumn.create("extra"),
            DoubleColumn.create("AP 0.5"),
            DoubleColumn.create("mean AP"),
            IntColumn.create("fields"),
            DoubleColumn.create("field error %"));
    tested.forEach(fold -> row(table, fold));
    if (tested.size() > 1) {
      row(
          table,
          new Tested(
              "all",
              all(Tested::errors),
              tested.stream().flatMap(t -> t.groups().stream()).toList(),
              all(Tested::signed),
              InstanceScores.sum(tested.stream().map(Tested::cells).toList()),
              all(Tested::fieldErrors)));
    }
    return table;
  }

  private List<Double> all(Function<Tested, List<Double>> part) {
    return tested.stream().flatMap(t -> part.apply(t).stream()).toList();
  }

  private static void row(Table table, Tested fold) {
    InstanceScores cells = fold.cells();
    double[] errors = fold.errors().stream().mapToDouble(e -> e).toArray();
    int[] groups = fold.groups().stream().mapToInt(g -> g).toArray();
    Interval mae = Bootstrap.mean(errors, groups, 0);
    table.stringColumn(0).append(fold.fold());
    table.intColumn(1).append(errors.length);
    table.intColumn(2).append(cells.truth());
    double[] values = {
      mean(fold.errors()),
      mae.low(),
      mae.high(),
      mean(fold.signed()),
      cells.mergesPer100(),
      cells.splitsPer100(),
      100.0 * cells.missed() / cells.truth(),
      100.0 * cells.extra() / cells.truth(),
      cells.ap(0.5),
      cells.meanAp()
    };
    for (int i = 0; i < values.length; i++) {
      table.doubleColumn(3 + i).append(rounded(values[i]));
    }
    table.intColumn(13).append(fold.fieldErrors().size());
    table.doubleColumn(14).append(rounded(100 * mean(fold.fieldErrors())));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElse(0);
  }

  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.3f", value));
  }
}
