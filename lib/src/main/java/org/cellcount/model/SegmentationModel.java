package org.cellcount.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.HostTensors;
import org.cellcount.ops.Precision;
import org.cellcount.ops.TorchRuntime;

/**
 * A network with its weights on one device: images (N, C, H, W) in, logits (N, O, H, W) out. Close
 * it to free the weights. One thread at a time may use it.
 */
public final class SegmentationModel implements AutoCloseable {
  private final ModelConfig config;
  private final Device device;
  private final Precision precision;
  private final Weights weights;
  private final Layer network;

  private SegmentationModel(ModelConfig config, Device device, Precision precision, long seed) {
    this.config = config;
    this.device = device;
    this.precision = precision;
    weights = new Weights(device);
    try {
      network = Bodies.trainable(config, weights, precision, seed);
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /**
   * A model with random weights; the same seed gives the same weights.
   *
   * @throws IllegalArgumentException if the network is a block that cannot be trained, saying why
   */
  public static SegmentationModel create(
      ModelConfig config, Device device, Precision precision, long seed) {
    return new SegmentationModel(config, device, precision, seed);
  }

  /** The configuration. */
  public ModelConfig config() {
    return config;
  }

  /** Where the weights are. */
  public Device device() {
    return device;
  }

  /** How activations are computed. */
  public Precision precision() {
    return precision;
  }

  /** The manager of the weights; make a sub-manager for each batch. */
  public NDManager manager() {
    return weights.manager();
  }

  /**
   * Runs the network.
   *
   * @param x float32 images (N, C, H, W), C as configured, H and W at least the network's stride;
   *     the result belongs to the same manager
   * @param training true normalises by the batch's own statistics, moves the running statistics and
   *     records gradients; false uses the running statistics and records none
   * @return float32 logits (N, O, H, W)
   * @throws IllegalArgumentException if x has another shape
   */
  public NDArray forward(NDArray x, boolean training) {
    return forward(x, training, Set.of());
  }

  /**
   * Runs the network without some of its skips, to find out what they are for.
   *
   * @param x as in {@link #forward(NDArray, boolean)}
   * @param training as there
   * @param closedSkips levels, 1 from the top down, whose skip is replaced by zeros
   * @return float32 logits (N, O, H, W)
   * @throws IllegalArgumentException if x has another shape or there is no such level
   */
  public NDArray forward(NDArray x, boolean training, Set<Integer> closedSkips) {
    Pass pass = new Pass(training, closedSkips, (name, map) -> {});
    return training ? run(x, pass) : TorchRuntime.withoutGradients(() -> run(x, pass));
  }

  private NDArray run(NDArray x, Pass pass) {
    config.checkImages(x.getShape());
    pass.checkSkips(config.network() instanceof UNet unet ? unet.levels() : 0);
    return network.forward(x, pass);
  }

  /** The trained tensors by their PyTorch name, float32; the model owns them. */
  public Map<String, NDArray> parameters() {
    return weights.parameters();
  }

  /** The running statistics by their PyTorch name, float32; the model owns them. */
  public Map<String, NDArray> buffers() {
    return weights.buffers();
  }

  /** How many numbers are trained. */
  public long parameterCount() {
    return weights.parameters().values().stream().mapToLong(NDArray::size).sum();
  }

  /**
   * How many numbers are trained in each level, in the order of {@link #activations}: {@code enc1}
   * to {@code dec1}, a decoder with its upsampling and its gate, and then {@code final_conv}.
   */
  public Map<String, Long> parametersByLevel() {
    Map<String, Long> counts = new LinkedHashMap<>();
    weights
        .parameters()
        .forEach((name, values) -> counts.merge(level(name), values.size(), Long::sum));
    return counts;
  }

  /** {@code dec4} for {@code dec4.conv.block.0.weight}, {@code up4.bias}, {@code attn4.psi.0}. */
  private static String level(String parameter) {
    return parameter
        .split(parameter.contains(".") ? "[.]" : "_", 2)[0]
        .replace(FeatureMap.UP, "dec")
        .replace(AttentionGate.PREFIX, "dec");
  }

  /** A copy of the parameters and running statistics, in the order of the PyTorch state dict. */
  public Map<String, HostTensor> stateDict() {
    Map<String, HostTensor> copy = new LinkedHashMap<>();
    weights.all().forEach((name, tensor) -> copy.put(name, HostTensor.copyOf(tensor)));
    return copy;
  }

  /**
   * Replaces the parameters and running statistics.
   *
   * @throws IllegalArgumentException naming the entries that are missing, unknown or of another
   *     shape; then nothing has changed
   */
  public void load(Map<String, HostTensor> stateDict) {
    HostTensors.load("state dict for " + config.label(), stateDict, weights.all());
  }

  /**
   * The maps of every level for some images, from the first encoder down and up again: {@code
   * enc1..enc4}, {@code bottleneck}, {@code dec4..dec1}.
   *
   * @param images (N, C, H, W)
   */
  public List<FeatureMap> activations(HostTensor images) {
    return observe(images, name -> name.matches("(enc|dec)\\d+|bottleneck"));
  }

  /**
   * What each level gets from the one below, brought to its own size, from the lowest level up:
   * {@code up4..up1}, with zeros on the right and below where the level's height or width is odd.
   * The level joins it with its skip, the encoder's map of the same size.
   *
   * @param images (N, C, H, W)
   */
  public List<FeatureMap> upsampled(HostTensor images) {
    return observe(images, name -> name.startsWith(FeatureMap.UP));
  }

  /**
   * What the attention gates let pass, 0..1, from the lowest level up: {@code attn4..attn1}, each
   * (N, 1, H, W); empty for a model without gates.
   *
   * @param images (N, C, H, W)
   */
  public List<FeatureMap> attention(HostTensor images) {
    return observe(images, name -> name.startsWith(AttentionGate.PREFIX));
  }

  private List<FeatureMap> observe(HostTensor images, Predicate<String> wanted) {
    List<FeatureMap> maps = new ArrayList<>();
    Pass pass =
        new Pass(
            false,
            Set.of(),
            (name, map) -> {
              if (wanted.test(name)) {
                maps.add(FeatureMap.of(name, (UNet) config.network(), map));
              }
            });
    try (NDManager batch = manager().newSubManager()) {
      NDArray x = batch.create(images.values(), images.shape());
      TorchRuntime.withoutGradients(() -> run(x, pass));
    }
    return maps;
  }

  /** A copy for inference only; it stays valid when this model is trained on or closed. */
  public InferenceModel freeze() {
    return new InferenceModel(this, precision);
  }

  /** Frees the weights. */
  @Override
  public void close() {
    weights.close();
  }
}
