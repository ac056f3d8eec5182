package org.cellcount.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.sql.SparkSession;
import org.cellcount.experiment.AblationRun;
import org.cellcount.experiment.ClusterAblation;
import org.cellcount.experiment.Holdout;
import org.cellcount.plate.Cluster;

/**
 * Trains the runs of an ablation with Apache Spark, each as a task that works in the run's own
 * folder: what is lost with a machine is the epoch under way.
 */
public final class SparkAblation implements ClusterAblation {
  private final Duration beat;

  /** See {@link Cluster#service}. */
  public SparkAblation() {
    this(RunLock.BEAT);
  }

  SparkAblation(Duration beat) {
    this.beat = beat;
  }

  @Override
  public void train(Cluster cluster, Path folder, Holdout data, List<Path> runs, Listener listener)
      throws IOException {
    try (SparkSession session = SparkSessions.open(cluster)) {
      FileSystem system = FileSystem.getLocal(new Configuration()).getRawFileSystem();
      var file = new org.apache.hadoop.fs.Path(folder.resolve("_lock").toUri());
      RunLock lock = RunLock.take(system, file, UUID.randomUUID().toString(), beat);
      try {
        AblationRun.share(data, folder);
        train(session, runs, listener);
      } finally {
        lock.close();
      }
    } catch (Exception e) {
      throw SparkSessions.failure(e);
    }
  }

  private void train(SparkSession session, List<Path> runs, Listener listener)
      throws IOException, ExecutionException {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    // A run that is cancelled hears of it by an interrupt.
    spark.setJobGroup("ablation", "ablation", true);
    List<String> paths = runs.stream().map(run -> run.toAbsolutePath().toString()).toList();
    JavaFutureAction<Void> all =
        spark
            .parallelize(paths, paths.size())
            .foreachAsync(new Training(SparkSessions.threads(session)));
    try {
      long before = 0;
      boolean done;
      do {
        done = all.isDone();
        long ended = runs.stream().filter(AblationRun::isFinished).count();
        if (ended > before) {
          listener.ended();
          before = ended;
        }
        if (!done) {
          Thread.sleep(beat.toMillis());
        }
      } while (!done);
      all.get();
    } catch (InterruptedException e) {
      all.cancel(true);
      Thread.currentThread().interrupt();
    }
  }

  /** A run's task; it is given the run's folder. */
  private record Training(int threads) implements VoidFunction<String> {
    private static final long serialVersionUID = 1;

    @Override
    public void call(String path) throws IOException {
      TaskThread.run(threads, () -> train(Path.of(path)));
    }

    private static void train(Path run) throws IOException {
      if (!Files.isDirectory(run)) {
        throw new IOException(
            run
                + " is not there on "
                + TaskThread.host()
                + ", expected a folder that all machines of the cluster share");
      }
      TaskContext task = TaskContext.get();
      boolean trained =
          AblationRun.isFinished(run)
              || AblationRun.begun(run)
                  .train(
                      progress -> {
                        if (task.isInterrupted()) {
                          Thread.currentThread().interrupt();
                        }
                      });
      if (!trained) {
        throw new IOException("training in " + run + " was interrupted");
      }
    }
  }
}
