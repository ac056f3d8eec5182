package org.cellcount.cli;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.cellcount.plate.ClusterCount;
import org.cellcount.plate.FieldNames;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say which cluster counts, and how its tables are filled. */
final class SparkOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description =
          "count on a cluster: 'local[*]' is one on this machine, spark://HOST:PORT one that is"
              + " there; inputs, list and output may then be on any file system that it knows, and"
              + " results are Parquet by plate")
  private String master;

  @Option(
      names = "--spark-set",
      paramLabel = "NAME=VALUE",
      description = "a setting of the cluster, such as spark.executor.memory=4g; repeatable")
  private Map<String, String> settings = Map.of();

  @Option(
      names = "--names",
      paramLabel = "NAME|PATTERN",
      description =
          "with --spark, how files are named: opera, operetta, imagexpress, cellprofiler, well, any"
              + " (default) or a regular expression with the groups plate, well, field")
  private String names;

  /** Whether a cluster is to count. */
  boolean given() {
    return master != null;
  }

  /**
   * The option that was given although no cluster is to count; null if none was.
   *
   * @return its name
   */
  String useless() {
    return given() ? null : names != null ? "--names" : settings.isEmpty() ? null : "--spark-set";
  }

  String master() {
    return master;
  }

  Map<String, String> settings() {
    return settings;
  }

  /**
   * How files are named.
   *
   * @throws picocli.CommandLine.ParameterException if the pattern is none
   */
  FieldNames names() {
    try {
      return names == null ? FieldNames.ANY : FieldNames.of(names);
    } catch (IllegalArgumentException e) {
      throw ShellCommand.wrong(command, "--names", e.getMessage());
    }
  }

  /**
   * Counts.
   *
   * @param say takes what is to be shown
   * @param someFailed exit code if some images were not counted
   * @return the exit code
   */
  static int count(ClusterCount.Job job, Consumer<String> say, int someFailed) throws IOException {
    ClusterCount.Summary summary = ClusterCount.find().count(job, say);
    long files = summary.files();
    long failed = summary.failed();
    say.accept("tables: " + job.output());
    say.accept(
        "%d of %d images counted, %d of them before, %d failed"
            .formatted(files - failed, files, summary.before(), failed));
    summary.failures().forEach((reason, images) -> say.accept("  " + images + ": " + reason));
    return failed == 0 ? ExitCode.OK : failed == files ? ExitCode.SOFTWARE : someFailed;
  }
}
