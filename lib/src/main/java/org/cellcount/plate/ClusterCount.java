package org.cellcount.plate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.cellcount.export.Output;
import org.cellcount.predict.ImageCounter;

/** Counts image files on a cluster, plate by plate; see {@link Cluster#service}. */
public interface ClusterCount {
  /**
   * What is to be counted, where and how.
   *
   * @param cluster where
   * @param inputs files, folders or patterns of names, on any file system that the cluster knows
   * @param list a file with more of them
   * @param recursive whether to look into the folders inside a folder
   * @param model its folder on this machine, or {@link org.cellcount.target.Pretrained#NAME}
   * @param options how files are read and counted
   * @param output folder for the results, on any such file system
   * @param wanted what to write of each image beside the tables of images
   * @param names how the files are named
   */
  record Job(
      Cluster cluster,
      List<String> inputs,
      Optional<String> list,
      boolean recursive,
      Path model,
      ImageCounter.Options options,
      String output,
      Set<Output> wanted,
      FieldNames names) {
    /** Copies. */
    public Job {
      inputs = List.copyOf(inputs);
      wanted = Set.copyOf(wanted);
    }
  }

  /**
   * What became of a job.
   *
   * @param files that it was to count
   * @param before how many of them an earlier run had counted
   * @param failures how many could not be counted, by reason, the most frequent reasons first
   */
  record Summary(long files, long before, Map<String, Long> failures) {
    /** Copies. */
    public Summary {
      failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }

    /** How many could not be counted. */
    public long failed() {
      return failures.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Counts.
   *
   * @param listener told what is being done, in lines
   * @throws IOException if there is nothing to count, the results cannot be written or are of
   *     another model, or the cluster fails
   */
  Summary count(Job job, Consumer<String> listener) throws IOException;
}
