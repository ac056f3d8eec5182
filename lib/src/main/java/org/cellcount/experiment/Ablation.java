package org.cellcount.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.cellcount.augment.Augmentation;
import org.cellcount.base.Named;
import org.cellcount.loss.Loss;
import org.cellcount.model.Network;
import org.cellcount.target.Target;
import org.cellcount.train.RunConfig;

/**
 * Which runs an ablation compares: the published pair first, then one factor at a time around its
 * better half.
 */
public final class Ablation {
  private static final List<Augmentation> PUBLISHED_AUGMENTATIONS =
      List.of(Augmentation.NONE, Augmentation.FLIPS_ROTATION, Augmentation.FULL);

  private Ablation() {}

  /**
   * One row of the table.
   *
   * @param factor what is varied
   * @param setting its value here
   * @param config the run
   */
  public record Entry(String factor, String setting, RunConfig config) {}

  /**
   * The published pair (U-Net 32, no augmentation, BCE; U-Net 64, flips + rotation, BCE + Dice),
   * then three models, five losses, three augmentations and what a network can be taught about
   * touching cells.
   *
   * @param scale shrinks a published configuration to the time there is; identity for the published
   *     settings
   */
  public static List<Entry> published(UnaryOperator<RunConfig> scale) {
    RunConfig reference = RunConfig.published();
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry("published", "first entry", RunConfig.baseline()));
    entries.add(new Entry("published", "best entry", reference));
    entries.addAll(vary("model", Network.OURS, reference::withNetwork));
    entries.addAll(vary("loss", Loss.OURS, reference::withLoss));
    entries.addAll(vary("augmentation", PUBLISHED_AUGMENTATIONS, reference::withAugmentation));
    entries.addAll(vary("target", Target.OURS, reference::withTarget));
    return entries.stream()
        .map(e -> new Entry(e.factor(), e.setting(), scale.apply(e.config())))
        .toList();
  }

  /**
   * One row for each of several losses, augmentations, networks, targets or ways of counting, ours
   * or the reader's own.
   *
   * @param factor what they are, for the table
   * @param values what is varied
   * @param with puts one of them into a configuration, such as {@code config::withLoss}
   */
  public static <T extends Named> List<Entry> vary(
      String factor, List<? extends T> values, Function<T, RunConfig> with) {
    return values.stream()
        .map(value -> new Entry(factor, value.label(), with.apply(value)))
        .toList();
  }
}
