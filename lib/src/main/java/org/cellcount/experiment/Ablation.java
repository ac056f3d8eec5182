package org.cellcount.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.cellcount.augment.AugmentationPreset;
import org.cellcount.loss.LossKind;
import org.cellcount.model.Architecture;
import org.cellcount.target.Target;
import org.cellcount.train.RunConfig;

/**
 * Which runs an ablation compares: the published pair first, then one factor at a time around its
 * better half.
 */
public final class Ablation {
  private static final AugmentationPreset[] PUBLISHED_AUGMENTATIONS = {
    AugmentationPreset.NONE, AugmentationPreset.FLIPS_ROTATION, AugmentationPreset.FULL
  };

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
    vary(entries, "model", Architecture.values(), Architecture::label, reference::withArchitecture);
    vary(entries, "loss", LossKind.values(), LossKind::label, reference::withLoss);
    vary(
        entries,
        "augmentation",
        PUBLISHED_AUGMENTATIONS,
        AugmentationPreset::label,
        reference::withAugmentation);
    vary(entries, "target", Target.values(), Target::label, reference::withTarget);
    return entries.stream()
        .map(e -> new Entry(e.factor(), e.setting(), scale.apply(e.config())))
        .toList();
  }

  private static <T> void vary(
      List<Entry> entries,
      String factor,
      T[] values,
      Function<T, String> label,
      Function<T, RunConfig> with) {
    for (T value : values) {
      entries.add(new Entry(factor, label.apply(value), with.apply(value)));
    }
  }
}
