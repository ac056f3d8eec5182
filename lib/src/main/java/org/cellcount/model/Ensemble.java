package org.cellcount.model;

import ai.djl.Device;
import java.util.List;

/**
 * Networks of one configuration that answer together, with the mean of their logits. Networks that
 * were trained from different first weights err in different places, and the mean errs less than
 * each (L. K. Hansen and P. Salamon 1990, <a
 * href="https://doi.org/10.1109/34.58871">doi:10.1109/34.58871</a>). Any number of threads may use
 * it at once.
 */
public final class Ensemble implements AutoCloseable {
  private final List<InferenceModel> networks;

  /**
   * An ensemble that owns its networks.
   *
   * @param networks one or more, of one configuration and device
   * @throws IllegalArgumentException if there is none or they differ
   */
  public Ensemble(List<InferenceModel> networks) {
    this.networks = List.copyOf(networks);
    if (networks.isEmpty()) {
      throw new IllegalArgumentException("an ensemble of no networks, expected one or more");
    }
    for (InferenceModel network : networks) {
      if (!network.config().equals(networks.get(0).config())) {
        throw new IllegalArgumentException(
            "an ensemble of "
                + networks.get(0).config().label()
                + " and "
                + network.config().label()
                + ", expected networks of one kind");
      }
    }
  }

  /** How many networks answer. */
  public int size() {
    return networks.size();
  }

  /** How many numbers were trained, in all networks together. */
  public long parameterCount() {
    return networks.stream().mapToLong(InferenceModel::parameterCount).sum();
  }

  /** Where the weights are. */
  public Device device() {
    return networks.get(0).device();
  }

  /**
   * The mean logits of some images; see {@link InferenceModel#logits(float[], int, int, int)}.
   *
   * @param images N C H W values, the last dimension fastest
   * @return N O H W values
   * @throws IllegalArgumentException if the sizes do not fit
   */
  public float[] logits(float[] images, int number, int height, int width) {
    float[] mean = networks.get(0).logits(images, number, height, width);
    for (InferenceModel network : networks.subList(1, networks.size())) {
      float[] logits = network.logits(images, number, height, width);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += logits[i];
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= networks.size();
    }
    return mean;
  }

  /** Frees the weights of every network. */
  @Override
  public void close() {
    networks.forEach(InferenceModel::close);
  }
}
