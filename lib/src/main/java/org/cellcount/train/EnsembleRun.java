package org.cellcount.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.cellcount.data.Split;

/**
 * Trains the networks of an ensemble one after another: the same in everything but the seed, which
 * goes up by one. {@link #run} may be called again after an interruption, and with more networks
 * than before; what is trained stays.
 */
public final class EnsembleRun {
  private final RunConfig config;
  private final int networks;
  private final Split data;
  private final RunFolder folder;

  /**
   * A run of several networks in a folder, new or to be continued.
   *
   * @param config of the first network
   * @param networks how many, 1 or more
   * @param data what to train and validate on, intensities 0..1
   * @param folder of the first network, which holds those of the others; made if missing
   * @throws IllegalArgumentException if there is no network to train or the folder holds more
   */
  public EnsembleRun(RunConfig config, int networks, Split data, Path folder) throws IOException {
    if (networks < 1) {
      throw new IllegalArgumentException("networks is " + networks + ", expected 1 or more");
    }
    this.config = config;
    this.networks = networks;
    this.data = data;
    this.folder = new RunFolder(folder);
    int found = this.folder.isUsed() ? this.folder.model().size() : 0;
    if (found > networks) {
      throw new IllegalArgumentException(
          folder
              + " holds "
              + found
              + " networks, "
              + networks
              + " wanted; ask for "
              + found
              + " or choose another folder");
    }
  }

  /**
   * Trains until every network is done or the calling thread is interrupted; see {@link
   * TrainingRun#run(Consumer)}.
   *
   * @param listeners gives, for the number of a network from 1, who is told after every batch and
   *     every epoch, on the calling thread
   * @return one history for each network that was begun
   * @throws IOException if a file cannot be written or read, or the folder holds another run
   */
  public List<History> run(IntFunction<Consumer<TrainingProgress>> listeners) throws IOException {
    List<History> histories = new ArrayList<>();
    for (int i = 1; i <= networks; i++) {
      if (i > folder.model().size()) {
        folder.model().writeSize(i);
      }
      RunConfig one = config.withSeed(config.seed() + i - 1);
      History history =
          new TrainingRun(one, data, folder.model().network(i).path()).run(listeners.apply(i));
      histories.add(history);
      if (!history.finished()) {
        break;
      }
    }
    return histories;
  }
}
