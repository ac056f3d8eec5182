package org.cellcount.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cellcount.plate.Cluster;
import org.cellcount.plate.ClusterCount;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which cluster is to work, if one is. */
final class SparkOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description =
          "work on a cluster: 'local[*]' is one on this machine, spark://HOST:PORT one that is there;"
              + " see lib/spark/README.md")
  private String master;

  @Option(
      names = "--spark-set",
      paramLabel = "NAME=VALUE",
      description = "a setting of the cluster, such as spark.executor.memory=4g; repeatable")
  private Map<String, String> settings = Map.of();

  /**
   * The cluster, if one is to be used.
   *
   * @throws picocli.CommandLine.ParameterException if there are settings of none
   */
  Optional<Cluster> cluster() {
    if (master == null && !settings.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "option '--spark-set' does not apply without --spark");
    }
    return Optional.ofNullable(master).map(name -> new Cluster(name, settings));
  }

  /**
   * Counts.
   *
   * @param say takes what is to be shown
   * @param someFailed exit code if some images were not counted
   * @return the exit code
   */
  static int count(ClusterCount.Job job, Consumer<String> say, int someFailed) throws IOException {
    ClusterCount.Summary summary = Cluster.service(ClusterCount.class).count(job, say);
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
