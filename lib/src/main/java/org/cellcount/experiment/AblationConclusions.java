package org.cellcount.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.cellcount.metric.CrossedMean;
import org.cellcount.metric.Interval;
import org.cellcount.metric.SpreadColumns;
import org.cellcount.target.CountingMethod;
import org.cellcount.target.Target;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * What the results of an ablation say, in sentences made of its numbers. A difference is sure where
 * its 95 % interval does not hold 0; of several, some are sure by chance.
 */
final class AblationConclusions {
  private static final String SCRIPT = AblationResults.mae(CountingMethod.SCRIPT.label());
  private static final String OWN = AblationResults.mae(AblationResults.OWN_WAY);

  /** The effects of single factors come first in the table of effects. */
  private static final int FACTORS = 3;

  private final AblationResults results;
  private final Set<RowName> rows;

  AblationConclusions(AblationResults results) {
    this.results = results;
    this.rows = results.rows();
  }

  /** Sentences on all that the finished rows can tell. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    if (rows.contains(Ablation.FIRST) && rows.contains(Ablation.BEST)) {
      sentences.add(pair(SCRIPT, CountingMethod.SCRIPT.label()));
      sentences.add(pair(OWN, AblationResults.OWN_WAY));
    }
    if (rows.stream().filter(row -> row.factor().equals(Ablation.DESIGN)).count() == 8) {
      sentences.addAll(design());
    }
    RowName mask = target(Target.MASK);
    if (rows.contains(mask)) {
      rows.stream()
          .filter(row -> row.factor().equals(Ablation.TARGET) && !row.equals(mask))
          .map(row -> target(row, mask))
          .forEach(sentences::add);
      sentences.add(bestTarget());
    }
    return sentences;
  }

  private String pair(String score, String way) {
    return String.format(
        Locale.ROOT,
        "Counted by %s, the best entry is off by %.2f cells an image and the first by %.2f: %s.",
        way,
        results.mean(Ablation.BEST, score).mean(),
        results.mean(Ablation.FIRST, score).mean(),
        told(results.difference(Ablation.BEST, Ablation.FIRST, score)));
  }

  private List<String> design() {
    Table effects = results.effects(SCRIPT);
    Table single = effects.first(FACTORS);
    Table joint = effects.last(effects.rowCount() - FACTORS);
    CrossedMean way = results.difference(Ablation.BEST, OWN, SCRIPT);
    Row largest =
        single.stream()
            .max(Comparator.comparingDouble(row -> Math.abs(row.getDouble(SCRIPT))))
            .orElseThrow();
    String design = "Counted by " + CountingMethod.SCRIPT.label() + ", over the eight combinations ";
    return List.of(
        design + "the second value of a factor instead of the first gives: " + listed(single) + ".",
        design + "the interactions are: " + listed(joint) + ".",
        String.format(
            Locale.ROOT,
            "Counting the best entry's maps by %s instead of %s gives %s; the largest of the three"
                + " factors, %s, gives %+.2f.",
            AblationResults.OWN_WAY,
            CountingMethod.SCRIPT.label(),
            told(way),
            largest.getString("effect"),
            largest.getDouble(SCRIPT)));
  }

  private static String listed(Table effects) {
    return effects.stream()
        .map(
            row -> {
              Interval interval =
                  new Interval(
                      row.getDouble(SpreadColumns.low(SCRIPT)),
                      row.getDouble(SpreadColumns.high(SCRIPT)));
              return row.getString("effect")
                  + " "
                  + told(new CrossedMean(row.getDouble(SCRIPT), interval));
            })
        .collect(Collectors.joining("; "));
  }

  private static RowName target(Target target) {
    return new RowName(Ablation.TARGET, target.label());
  }

  private String target(RowName row, RowName mask) {
    return String.format(
        Locale.ROOT,
        "Learning %s at the budget of the mask alone, counted by %s: %.2f cells off instead of %.2f,"
            + " %s.",
        row.setting(),
        AblationResults.OWN_WAY,
        results.mean(row, OWN).mean(),
        results.mean(mask, OWN).mean(),
        told(results.difference(row, mask, OWN)));
  }

  private String bestTarget() {
    RowName best =
        rows.stream()
            .filter(row -> row.factor().equals(Ablation.TARGET))
            .min(Comparator.comparingDouble(row -> results.mean(row, OWN).mean()))
            .orElseThrow();
    List<String> level =
        rows.stream()
            .filter(row -> row.factor().equals(Ablation.TARGET) && !row.equals(best))
            .filter(row -> !results.difference(row, best, OWN).isSure())
            .map(RowName::setting)
            .toList();
    return String.format(
        "Of the targets, %s is off least; %s.",
        best.setting(),
        level.isEmpty()
            ? "every other is surely off more"
            : "not surely off more are " + String.join(", ", level));
  }

  /** A difference of two errors: below 0 is better. */
  private static String told(CrossedMean difference) {
    return String.format(
        Locale.ROOT,
        "%+.2f (%+.2f to %+.2f, %s)",
        difference.mean(),
        difference.interval().low(),
        difference.interval().high(),
        difference.isSure() ? "sure" : "not sure");
  }
}
