package org.cellcount.cli;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.cellcount.augment.Augmentation;
import org.cellcount.base.Named;
import org.cellcount.data.SubmissionFormat;
import org.cellcount.image.Normalisation;
import org.cellcount.loss.Loss;
import org.cellcount.model.Network;
import org.cellcount.ops.Precision;
import org.cellcount.plate.FieldNames;
import org.cellcount.target.Target;
import org.cellcount.train.Preset;
import org.cellcount.train.RunConfig;
import org.cellcount.train.Schedule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What an option's value names: finds the thing of a name, and lists the names for the help. */
abstract class Choice<T> implements ITypeConverter<T>, Iterable<String> {
  private final List<? extends Named> things;
  private final Function<String, T> find;

  /**
   * A choice.
   *
   * @param things those there are
   * @param find gives what a name stands for; for another name, an exception that says what is
   *     wrong
   */
  private Choice(List<? extends Named> things, Function<String, T> find) {
    this.things = things;
    this.find = find;
  }

  @Override
  public T convert(String name) {
    try {
      return find.apply(name);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  @Override
  public Iterator<String> iterator() {
    return things.stream().map(Named::label).iterator();
  }

  /** Configurations to begin with. */
  static final class Presets extends Choice<RunConfig> {
    Presets() {
      super(List.of(Preset.values()), RunConfig::preset);
    }
  }

  /** Networks. */
  static final class Networks extends Choice<Network> {
    Networks() {
      super(Network.OURS, Network::of);
    }
  }

  /** Targets. */
  static final class Targets extends Choice<Target> {
    Targets() {
      super(Target.OURS, Target::of);
    }
  }

  /** Losses. */
  static final class Losses extends Choice<Loss> {
    Losses() {
      super(Loss.OURS, Loss::of);
    }
  }

  /** Augmentations. */
  static final class Augmentations extends Choice<Augmentation> {
    Augmentations() {
      super(Augmentation.OURS, Augmentation::of);
    }
  }

  /** Normalisations. */
  static final class Normalisations extends Choice<Normalisation> {
    Normalisations() {
      super(List.of(Normalisation.values()), Normalisation::of);
    }
  }

  /** Schedules. */
  static final class Schedules extends Choice<Schedule> {
    Schedules() {
      super(List.of(Schedule.values()), Schedule::of);
    }
  }

  /** Precisions. */
  static final class Precisions extends Choice<Precision> {
    Precisions() {
      super(List.of(Precision.values()), Precision::of);
    }
  }

  /** Formats of a submission. */
  static final class Formats extends Choice<SubmissionFormat> {
    Formats() {
      super(List.of(SubmissionFormat.values()), SubmissionFormat::of);
    }
  }

  /** Ways of naming the fields of plates, or a pattern of one's own. */
  static final class Fields extends Choice<FieldNames> {
    Fields() {
      super(FieldNames.OURS, FieldNames::of);
    }
  }
}
