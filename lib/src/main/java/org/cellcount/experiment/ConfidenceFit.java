package org.cellcount.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellcount.count.CountResult;
import org.cellcount.image.LabelImage;
import org.cellcount.metric.CellErrors;
import org.cellcount.metric.Interval;
import org.cellcount.target.CellFeatures;
import org.cellcount.target.CellMaps;
import org.cellcount.target.Confidence;
import org.cellcount.target.CountSpread;

/**
 * Learns from images with known cells, which the network had not been trained on, how sure it may
 * be of its cells and counts.
 *
 * <p>The probabilities are a logistic regression (Newton's method, a little ridge). The three parts
 * of a count's error are those that make the errors most likely under a Laplace distribution. The
 * ends of the intervals are quantiles of the errors in units of it, widened or narrowed until the
 * rounded intervals hold the wanted share of the images (split conformal prediction, as in Lei et
 * al., "Distribution-free predictive inference for regression", JASA 2018,
 * doi:10.1080/01621459.2017.1307116).
 */
public final class ConfidenceFit {
  private static final int FEWEST_IMAGES = 40;

  /** Images up to this size are crops of fields, and told apart from these. */
  private static final long CROP_PIXELS = 1 << 15;

  private static final int FEWEST_WRONG = 20;
  private static final int NEWTON_STEPS = 30;
  private static final double RIDGE = 1e-3;
  private static final double[] CONSTANTS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.3, 1.7};
  private static final double[] SHARES = {0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.13};
  private static final double[] DOUBTS = {0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.5};

  /** Held a little above 80 and 95 per cent: a finite set is always fitted a little too well. */
  private static final double MOST = 0.815;

  private static final double NEARLY_ALL = 0.953;

  private final List<double[]> features = new ArrayList<>();
  private final List<Boolean> right = new ArrayList<>();
  private final List<Image> images = new ArrayList<>();

  /** The cells of an image among all: from the first on, so many, and the true number. */
  private record Image(int first, int count, int truth, long pixels) {}

  /** An image whose probabilities are known: counted, true, variance of the count. */
  private record Outcome(int count, int truth, double variance, long pixels) {}

  /**
   * Adds an image.
   *
   * @param maps what the network says of it
   * @param counted the cells found in them
   * @param truth the true cells
   */
  public void add(CellMaps maps, CountResult counted, LabelImage truth) {
    CellErrors errors = CellErrors.of(counted.labels(), truth);
    int first = features.size();
    features.addAll(CellFeatures.of(maps, counted.labels()).features());
    for (int label = 1; label <= counted.count(); label++) {
      right.add(
          !errors.merged().contains(label)
              && !errors.parts().contains(label)
              && !errors.extra().contains(label));
    }
    images.add(
        new Image(
            first, features.size() - first, truth.count(), (long) truth.height() * truth.width()));
  }

  /** Whether there are enough images, and enough errors in them, to learn from. */
  public boolean enough() {
    return images.size() >= FEWEST_IMAGES
        && right.stream().filter(r -> !r).count() >= FEWEST_WRONG
        && right.contains(true);
  }

  /**
   * Learns from the images added.
   *
   * @throws IllegalStateException if they are not {@link #enough}
   */
  public Confidence fit() {
    if (!enough()) {
      throw new IllegalStateException(
          images.size() + " images with too few cells or errors to learn from");
    }
    double[] weights = logistic();
    List<Outcome> all = outcomes(weights);
    List<Outcome> crops = all.stream().filter(o -> o.pixels() <= CROP_PIXELS).toList();
    List<Outcome> fields = all.stream().filter(o -> o.pixels() > CROP_PIXELS).toList();
    List<CountSpread> spreads =
        crops.size() < FEWEST_IMAGES || fields.size() < FEWEST_IMAGES
            ? List.of(spread(all, Long.MAX_VALUE))
            : List.of(spread(crops, CROP_PIXELS), spread(fields, Long.MAX_VALUE));
    return new Confidence(Arrays.stream(weights).boxed().toList(), spreads);
  }

  private static CountSpread spread(List<Outcome> outcomes, long pixels) {
    CountSpread best = null;
    double least = Double.POSITIVE_INFINITY;
    for (double constant : CONSTANTS) {
      for (double share : SHARES) {
        for (double doubt : DOUBTS) {
          CountSpread candidate = new CountSpread(pixels, constant, share, doubt, 0, 0, 0, 0);
          double loss =
              outcomes.stream()
                  .mapToDouble(
                      o -> {
                        double scale = candidate.scale(o.count(), o.variance());
                        return Math.log(scale) + Math.abs(o.truth() - o.count()) / scale;
                      })
                  .sum();
          if (loss < least) {
            least = loss;
            best = candidate;
          }
        }
      }
    }
    return withFactors(best, outcomes);
  }

  private List<Outcome> outcomes(double[] weights) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Image image : images) {
      List<Double> probabilities =
          features.subList(image.first(), image.first() + image.count()).stream()
              .map(f -> Confidence.probability(weights, f))
              .toList();
      double variance = Confidence.variance(probabilities);
      outcomes.add(new Outcome(image.count(), image.truth(), variance, image.pixels()));
    }
    return outcomes;
  }

  private static CountSpread withFactors(CountSpread c, List<Outcome> outcomes) {
    double[] errors =
        outcomes.stream()
            .mapToDouble(o -> (o.truth() - o.count()) / c.scale(o.count(), o.variance()))
            .sorted()
            .toArray();
    double[] most = factors(c, outcomes, errors, 0.1, MOST);
    double[] all = factors(c, outcomes, errors, 0.025, NEARLY_ALL);
    return c.withFactors(most[0], most[1], Math.min(all[0], most[0]), Math.max(all[1], most[1]));
  }

  /** Quantiles of the errors, all stretched until the intervals hold the wanted share. */
  private static double[] factors(
      CountSpread c, List<Outcome> outcomes, double[] errors, double tail, double wanted) {
    double low = Math.min(0, errors[(int) (tail * errors.length)]);
    double high = Math.max(0, errors[(int) ((1 - tail) * errors.length)]);
    double stretch = 0;
    double held = 0;
    while (held < wanted && stretch < 10) {
      stretch += 0.01;
      double from = stretch * low;
      double to = stretch * high;
      CountSpread tried = c.withFactors(from, to, from, to);
      held =
          outcomes.stream()
              .mapToDouble(o -> holds(tried.interval80(o.count(), o.variance()), o.truth()))
              .average()
              .orElseThrow();
    }
    return new double[] {stretch * low, stretch * high};
  }

  private static double holds(Interval interval, int truth) {
    return truth >= interval.low() && truth <= interval.high() ? 1 : 0;
  }

  private double[] logistic() {
    int n = CellFeatures.NUMBER;
    double[] weights = new double[n];
    for (int step = 0; step < NEWTON_STEPS; step++) {
      double[] gradient = new double[n];
      double[][] curvature = new double[n][n];
      for (int i = 1; i < n; i++) {
        gradient[i] = RIDGE * features.size() * weights[i];
        curvature[i][i] = RIDGE * features.size();
      }
      for (int k = 0; k < features.size(); k++) {
        double[] x = features.get(k);
        double p = Confidence.probability(weights, x);
        double error = p - (right.get(k) ? 1 : 0);
        for (int i = 0; i < n; i++) {
          gradient[i] += error * x[i];
          for (int j = 0; j < n; j++) {
            curvature[i][j] += p * (1 - p) * x[i] * x[j];
          }
        }
      }
      double[] move = solve(curvature, gradient);
      for (int i = 0; i < n; i++) {
        weights[i] -= move[i];
      }
    }
    return weights;
  }

  /** Gaussian elimination with pivots; both arguments are used up. */
  private static double[] solve(double[][] a, double[] b) {
    int n = b.length;
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column + 1; row < n; row++) {
        pivot = Math.abs(a[row][column]) > Math.abs(a[pivot][column]) ? row : pivot;
      }
      double[] swapped = a[column];
      a[column] = a[pivot];
      a[pivot] = swapped;
      double value = b[column];
      b[column] = b[pivot];
      b[pivot] = value;
      for (int row = column + 1; row < n; row++) {
        double factor = a[row][column] / a[column][column];
        for (int k = column; k < n; k++) {
          a[row][k] -= factor * a[column][k];
        }
        b[row] -= factor * b[column];
      }
    }
    double[] x = new double[n];
    for (int row = n - 1; row >= 0; row--) {
      double sum = b[row];
      for (int k = row + 1; k < n; k++) {
        sum -= a[row][k] * x[k];
      }
      x[row] = sum / a[row][row];
    }
    return x;
  }
}
