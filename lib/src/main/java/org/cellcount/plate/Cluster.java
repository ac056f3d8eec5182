package org.cellcount.plate;

import java.io.IOException;
import java.util.Map;
import java.util.ServiceLoader;
import org.cellcount.base.Require;

/**
 * Several machines that work for one. The module cellcount-spark knows how to talk to them; the
 * library itself needs none.
 *
 * @param master {@code local[*]}, {@code spark://host:port}, {@code yarn} ...
 * @param settings of the cluster, by their names
 */
public record Cluster(String master, Map<String, String> settings) {
  /** Copies. */
  public Cluster {
    Require.present("master", master);
    settings = Map.copyOf(settings);
  }

  /**
   * What does some work on a cluster, as the class path has it.
   *
   * @throws IOException if there is none
   */
  public static <T> T service(Class<T> work) throws IOException {
    return ServiceLoader.load(work)
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "a cluster needs the module cellcount-spark on the class path, where"
                        + " environment/predict and environment/ablation put it with --spark"));
  }
}
