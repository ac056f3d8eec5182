package org.cellcount.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cellcount.plate.Cluster;

/** Trains the runs of an ablation on a cluster; see {@link Cluster#service}. */
public interface ClusterAblation {
  /** Told that runs have ended. */
  @FunctionalInterface
  interface Listener {
    /** Looks at what there is now. */
    void ended() throws IOException;
  }

  /**
   * Trains and scores runs, each as {@link AblationRun#train} does, the first ones first.
   *
   * @param folder of the study, which all machines of the cluster share
   * @param data to train and test on
   * @param runs their folders in it, which {@link AblationRun#begun} can read
   * @throws IOException if a machine does not see the folder, another study is at work in it, a run
   *     fails or the cluster does
   */
  void train(Cluster cluster, Path folder, Holdout data, List<Path> runs, Listener listener)
      throws IOException;
}
