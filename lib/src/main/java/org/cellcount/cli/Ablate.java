package org.cellcount.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.cellcount.data.NpzDataset;
import org.cellcount.experiment.Ablation;
import org.cellcount.experiment.AblationResults;
import org.cellcount.experiment.AblationStudy;
import org.cellcount.experiment.Holdout;
import org.cellcount.plate.Cluster;
import org.cellcount.synthetic.FoundData;
import org.cellcount.train.RunConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains every row of the ablation with several seeds and writes what notebook 07 reads. */
@Command(
    name = "ablation",
    sortOptions = false,
    customSynopsis = "environment/ablation [OPTIONS]",
    description = {
      "Trains the rows of the ablation that notebook 07 shows, with one seed after another, and writes"
          + " what they reached as runs.csv and scores.csv. It may be stopped at any time: running it"
          + " again goes on where it stopped, and what is finished is in the tables."
    },
    footer = {
      "",
      "environment/ablation                              as the committed tables were made: an hour",
      "environment/ablation --output notebooks/ablation  replaces them",
      "environment/ablation --factor target --images 1000 --test 400 --epochs 10",
      "                                                  the longer run of what the network is taught",
      "environment/ablation --spark 'local[*]'           a run a core at the same time",
      "environment/ablation --base 64 --epochs 50 --batch 16 --images 2000 --test 2000",
      "                                                  the published settings, for a GPU"
    })
public final class Ablate extends ShellCommand {
  private static final long SPLIT_SEED = 42;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "a train_data.npz; default: " + FoundData.VARIABLE + ", data/ or synthetic cells")
  private Path source;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      defaultValue = "results/ablation-tables",
      description = "where runs.csv and scores.csv go; default ${DEFAULT-VALUE}")
  private Path output;

  @Option(
      names = "--runs",
      paramLabel = "FOLDER",
      defaultValue = "results/ablation",
      description = "where the runs are kept; default ${DEFAULT-VALUE}")
  private Path runs;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "280",
      description = "images to learn from, of which 15 %% validate; default ${DEFAULT-VALUE}")
  private Integer images;

  @Option(
      names = "--test",
      paramLabel = "N",
      defaultValue = "240",
      description = "images of other microscope images to test on; default ${DEFAULT-VALUE}")
  private Integer test;

  @Option(
      names = "--base",
      paramLabel = "CHANNELS",
      defaultValue = "8",
      description =
          "width of the best entry; the first has half of it; default ${DEFAULT-VALUE}, published 64")
  private Integer base;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "5",
      description = "passes over the training images; default ${DEFAULT-VALUE}, published 50")
  private Integer epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "8",
      description = "images a step; default ${DEFAULT-VALUE}, published 16")
  private Integer batch;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "how many trainings of every row; default ${DEFAULT-VALUE}")
  private Integer seeds;

  @Option(
      names = "--factor",
      paramLabel = "NAME",
      description =
          "train rows of this factor alone; may be given several times; the tables hold all that is"
              + " finished")
  private List<String> factors = List.of();

  @Mixin private SparkOptions spark;

  /** See {@code environment/ablation --help}. */
  public static void main(String[] arguments) {
    run(new Ablate(), arguments);
  }

  @Override
  void work() throws IOException {
    if (base < 4 || base % 4 != 0) {
      throw wrong("--base", base + ", expected a multiple of 4");
    }
    if (seeds < 1) {
      throw wrong("--seeds", seeds + ", expected 1 or more");
    }
    Optional<Cluster> cluster = spark.cluster();
    FoundData found = source == null ? FoundData.find() : null;
    out().println(found == null ? "read from " + source : found.origin());
    Holdout data =
        Holdout.of(found == null ? NpzDataset.read(source) : found.train(), SPLIT_SEED)
            .limited(images, test, SPLIT_SEED);
    out().println(data);
    UnaryOperator<RunConfig> scale =
        config ->
            config
                .withBaseChannels(
                    config.baseChannels() * base / RunConfig.published().baseChannels())
                .withEpochs(epochs)
                .withBatchSize(batch);
    List<Ablation.Entry> entries = Ablation.published(scale);
    long[] all = LongStream.range(SPLIT_SEED, SPLIT_SEED + seeds).toArray();
    AblationStudy whole = new AblationStudy(entries, all, data, runs);
    AblationStudy study = new AblationStudy(chosen(entries), all, data, runs);
    if (cluster.isPresent()) {
      study.run(cluster.get(), results -> keep(whole, results));
    } else {
      study.run(this::tell, results -> whole.results().write(output));
    }
    out().println("tables: " + output);
  }

  private void tell(AblationStudy.Progress progress) {
    if (progress.training().epochEnded()) {
      out().printf(Locale.ROOT, "%3.0f %%  %s%n", 100 * progress.share(), progress.toText());
      out().flush();
    }
  }

  private void keep(AblationStudy whole, AblationResults results) throws IOException {
    whole.results().write(output);
    out().println(results.runs().intColumn("run").unique().size() + " runs finished");
    out().flush();
  }

  private List<Ablation.Entry> chosen(List<Ablation.Entry> entries) {
    List<String> known = entries.stream().map(Ablation.Entry::factor).distinct().toList();
    for (String factor : factors) {
      if (!known.contains(factor)) {
        throw wrong("--factor", "'" + factor + "', expected one of " + String.join(", ", known));
      }
    }
    return factors.isEmpty()
        ? entries
        : entries.stream().filter(entry -> factors.contains(entry.factor())).toList();
  }
}
