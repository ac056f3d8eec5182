package org.cellcount.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.cellcount.base.Require;
import org.cellcount.data.CellDataset;
import org.cellcount.data.NpzDataset;
import org.cellcount.data.Split;

/**
 * Data cut in three: to learn from, to choose on (best epoch, learning rate, counting options) and
 * to report on. No group is in two parts.
 *
 * @param learning training and validation images
 * @param test images that nothing was chosen on
 */
public record Holdout(Split learning, CellDataset test) {
  private static final double TEST_SHARE = 0.2;
  private static final double VALIDATION_SHARE = 0.15;
  private static final String TRAINING = "training.npz";
  private static final String VALIDATION = "validation.npz";
  private static final String TEST = "test.npz";

  /** Cuts a fifth of the images off for the test, then 15 % of the rest for validation. */
  public static Holdout of(CellDataset data, long seed) {
    Split outer = data.split(TEST_SHARE, seed);
    Split inner = outer.training().split(VALIDATION_SHARE, seed);
    return new Holdout(
        new Split(
            inner.training().withName(data.name() + " (training)"),
            inner.validation().withName(data.name() + " (validation)")),
        outer.validation().withName(data.name() + " (test)"));
  }

  /**
   * The same with fewer images, drawn at random; of those to learn from, as large a part validates
   * as before.
   *
   * @param learnt images to train and validate on, at least 2; all if there are not as many
   * @param tested images to test on, at least 1; all if there are not as many
   * @param seed of the draw
   */
  public Holdout limited(int learnt, int tested, long seed) {
    Require.atLeast("images to learn from", learnt, 2);
    Require.atLeast("images to test on", tested, 1);
    CellDataset training = learning.training();
    CellDataset validation = learning.validation();
    int all = training.size() + validation.size();
    int kept = Math.min(learnt, all);
    int validating = Math.max(1, (int) Math.round((double) kept * validation.size() / all));
    return new Holdout(
        new Split(drawn(training, kept - validating, seed), drawn(validation, validating, seed)),
        drawn(test, tested, seed));
  }

  /**
   * Writes it to a folder, as three files that {@link NpzDataset} describes.
   *
   * @throws IOException if a file cannot be written, naming it
   */
  public void write(Path folder) throws IOException {
    NpzDataset.write(folder.resolve(TRAINING), learning.training());
    NpzDataset.write(folder.resolve(VALIDATION), learning.validation());
    NpzDataset.write(folder.resolve(TEST), test);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if a file is missing or cannot be read, naming it
   */
  public static Holdout read(Path folder) throws IOException {
    return new Holdout(
        new Split(
            NpzDataset.read(folder.resolve(TRAINING)), NpzDataset.read(folder.resolve(VALIDATION))),
        NpzDataset.read(folder.resolve(TEST)));
  }

  private static CellDataset drawn(CellDataset data, int images, long seed) {
    int number = Math.min(images, data.size());
    return data.subset(
        new Random(seed).ints(0, data.size()).distinct().limit(number).sorted().toArray());
  }

  @Override
  public String toString() {
    return String.format(
        "%d images to train on, %d to validate on, %d to test on",
        learning.training().size(), learning.validation().size(), test.size());
  }
}
