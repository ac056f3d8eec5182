package org.cellcount.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cellcount.metric.CrossedMean;
import org.cellcount.target.CountingMethod;
import org.cellcount.target.Target;

/**
 * What the results of an ablation say, in sentences made of its numbers. A difference is sure where
 * its 95 % interval does not hold 0; of many, some are by chance. One seed makes nothing sure.
 */
final class AblationConclusions {
  private static final String SCRIPT = AblationResults.mae(CountingMethod.SCRIPT.label());
  private static final String OWN = AblationResults.mae(AblationResults.OWN_WAY);

  /** The effects of single factors come first. */
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
    List<Map.Entry<String, CrossedMean>> effects =
        List.copyOf(AblationTables.effects(results, SCRIPT).entrySet());
    List<Map.Entry<String, CrossedMean>> single = effects.subList(0, FACTORS);
    Map.Entry<String, CrossedMean> largest =
        single.stream()
            .max(Comparator.comparingDouble(effect -> Math.abs(effect.getValue().mean())))
            .orElseThrow();
    String design =
        "Counted by " + CountingMethod.SCRIPT.label() + ", over the eight combinations ";
    return List.of(
        design + "the second value of a factor instead of the first gives: " + listed(single),
        design + "the interactions are: " + listed(effects.subList(FACTORS, effects.size())),
        String.format(
            Locale.ROOT,
            "Counting the best entry's maps by %s instead of %s gives %s; the largest of the three"
                + " factors, %s, gives %+.2f.",
            AblationResults.OWN_WAY,
            CountingMethod.SCRIPT.label(),
            told(results.difference(Ablation.BEST, OWN, SCRIPT)),
            largest.getKey(),
            largest.getValue().mean()));
  }

  private static String listed(List<Map.Entry<String, CrossedMean>> effects) {
    return effects.stream()
        .map(effect -> effect.getKey() + " " + told(effect.getValue()))
        .collect(Collectors.joining("; ", "", "."));
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
        difference.isSure() ? "sure" : difference.seeds() == 1 ? "one seed" : "not sure");
  }
}
