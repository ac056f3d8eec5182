package org.cellcount.spark;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.cellcount.plate.Cluster;

/** How a cluster is reached, and what it says when it fails. */
final class SparkSessions {
  private static final String JARS = "spark.jars";
  private static final List<String> ENVIRONMENT =
      List.of(
          "OPT_OUT_TRACKING",
          "MALLOC_ARENA_MAX",
          "MALLOC_MMAP_MAX_",
          "MALLOC_TRIM_THRESHOLD_",
          "GOMP_SPINCOUNT");

  private SparkSessions() {}

  /** Connects to a cluster, which is told of the jars that its machines need. */
  static SparkSession open(Cluster cluster) throws IOException {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master(cluster.master())
            .appName("cellcount")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    for (String name : ENVIRONMENT) {
      if (System.getenv(name) != null) {
        builder.config("spark.executorEnv." + name, System.getenv(name));
      }
    }
    cluster.settings().forEach(builder::config);
    if (!cluster.master().startsWith("local")) {
      List<String> jars = new ArrayList<>(shipped());
      if (cluster.settings().containsKey(JARS)) {
        jars.add(cluster.settings().get(JARS));
      }
      if (!jars.isEmpty()) {
        builder.config(JARS, String.join(",", jars));
      }
    }
    SparkSession session = builder.getOrCreate();
    session.sparkContext().setLogLevel("ERROR");
    return session;
  }

  /** The jars that executors need beside Spark's: this one and those in the folder beside it. */
  private static List<String> shipped() throws IOException {
    Path self;
    try {
      URI place = SparkSessions.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      self = Path.of(place);
    } catch (URISyntaxException e) {
      throw new IOException("the module lies at a place that cannot be opened", e);
    }
    if (!Files.isRegularFile(self)) {
      return List.of();
    }
    List<String> jars = new ArrayList<>(List.of(self.toUri().toString()));
    Path beside = self.resolveSibling("jars");
    if (Files.isDirectory(beside)) {
      try (Stream<Path> files = Files.list(beside)) {
        files.sorted().forEach(file -> jars.add(file.toUri().toString()));
      }
    }
    return jars;
  }

  /** How many threads of PyTorch a task may use. */
  static int threads(SparkSession session) {
    return session.sparkContext().conf().getInt("spark.task.cpus", 1);
  }

  /** What a cluster says of a failure is many lines long; the first tells it. */
  static IOException failure(Exception e) {
    if (e instanceof IOException failed) {
      return failed;
    }
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof IOException)) {
      cause = cause.getCause();
    }
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new IOException("the cluster failed: " + message, e);
  }
}
