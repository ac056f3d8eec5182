package org.cellcount.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.Precision;
import org.cellcount.ops.TorchRuntime;

/**
 * A trained model that only predicts: batch normalisation folded into the convolutions, no
 * gradients, each map freed as soon as it is used. Any number of threads may use it at once.
 */
public final class InferenceModel implements AutoCloseable {
  private final ModelConfig config;
  private final Device device;
  private final long parameterCount;
  private final Weights weights;
  private final Layer network;

  InferenceModel(SegmentationModel trained, Precision precision) {
    this.config = trained.config();
    this.device = trained.device();
    this.parameterCount = trained.parameterCount();
    weights = new Weights(device);
    network = Bodies.frozen(config, trained.stateDict(), weights, precision);
  }

  /** The configuration. */
  public ModelConfig config() {
    return config;
  }

  /** Where the weights are. */
  public Device device() {
    return device;
  }

  /** How many numbers were trained. */
  public long parameterCount() {
    return parameterCount;
  }

  /**
   * The logits of some images.
   *
   * @param images (N, C, H, W), C as configured, H and W at least the network's stride
   * @return (N, O, H, W)
   * @throws IllegalArgumentException if the images have another shape
   */
  public HostTensor logits(HostTensor images) {
    config.checkImages(images.shape());
    try (NDManager batch = weights.manager().newSubManager()) {
      NDArray x = batch.create(images.values(), images.shape());
      return TorchRuntime.withoutGradients(
          () -> HostTensor.copyOf(network.forward(x, Pass.of(false))));
    }
  }

  /**
   * The logits of some images, all in one array.
   *
   * @param images N C H W values, the last dimension fastest
   * @return N O H W values
   * @throws IllegalArgumentException if the sizes do not fit
   */
  public float[] logits(float[] images, int number, int height, int width) {
    Shape shape = new Shape(number, config.inputChannels(), height, width);
    return logits(new HostTensor(shape, images)).values();
  }

  /** Frees the weights. */
  @Override
  public void close() {
    weights.close();
  }
}
