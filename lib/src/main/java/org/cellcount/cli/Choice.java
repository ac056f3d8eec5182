package org.cellcount.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cellcount.augment.Augmentation;
import org.cellcount.data.SubmissionFormat;
import org.cellcount.image.Normalisation;
import org.cellcount.loss.Loss;
import org.cellcount.model.Network;
import org.cellcount.ops.Precision;
import org.cellcount.target.Target;
import org.cellcount.train.RunConfig;
import org.cellcount.train.Schedule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What an option chooses among by name: finds the thing of a name, and lists the names for the
 * help.
 */
abstract class Choice<T> implements ITypeConverter<T>, Iterable<String> {
  private final List<String> names;
  private final Function<String, T> find;

  /**
   * A choice.
   *
   * @param names the names there are
   * @param find gives the thing of a name; for another name, an exception that says what is wrong
   */
  private Choice(Stream<String> names, Function<String, T> find) {
    this.names = names.toList();
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
    return names.iterator();
  }

  /** Configurations of a run. */
  static final class Presets extends Choice<RunConfig> {
    Presets() {
      super(
          Arrays.stream(RunConfig.Preset.values()).map(RunConfig.Preset::label), RunConfig::preset);
    }
  }

  /** Networks. */
  static final class Networks extends Choice<Network> {
    Networks() {
      super(Network.OURS.stream().map(Network::label), Network::of);
    }
  }

  /** Targets. */
  static final class Targets extends Choice<Target> {
    Targets() {
      super(Target.OURS.stream().map(Target::label), Target::of);
    }
  }

  /** Losses. */
  static final class Losses extends Choice<Loss> {
    Losses() {
      super(Loss.OURS.stream().map(Loss::label), Loss::of);
    }
  }

  /** Augmentations. */
  static final class Augmentations extends Choice<Augmentation> {
    Augmentations() {
      super(Augmentation.OURS.stream().map(Augmentation::label), Augmentation::of);
    }
  }

  /** Normalisations. */
  static final class Normalisations extends Choice<Normalisation> {
    Normalisations() {
      super(Arrays.stream(Normalisation.values()).map(Normalisation::label), Normalisation::of);
    }
  }

  /** Schedules. */
  static final class Schedules extends Choice<Schedule> {
    Schedules() {
      super(Arrays.stream(Schedule.values()).map(Schedule::label), Schedule::of);
    }
  }

  /** Precisions. */
  static final class Precisions extends Choice<Precision> {
    Precisions() {
      super(Arrays.stream(Precision.values()).map(Precision::label), Precision::of);
    }
  }

  /** Formats of a submission. */
  static final class Formats extends Choice<SubmissionFormat> {
    Formats() {
      super(
          Arrays.stream(SubmissionFormat.values()).map(SubmissionFormat::label),
          SubmissionFormat::of);
    }
  }
}
