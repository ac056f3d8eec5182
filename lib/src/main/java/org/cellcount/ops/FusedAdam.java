package org.cellcount.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam with L2 weight decay added to the gradient, as {@code torch.optim.Adam}: beta 0.9 and 0.999,
 * epsilon 1e-8. One native call updates all parameters. Its moments are kept by parameter name, so
 * that a saved run can go on (Kingma and Ba 2015, <a
 * href="https://arxiv.org/abs/1412.6980">arXiv:1412.6980</a>).
 */
public final class FusedAdam implements AutoCloseable {
  private static final String STEP = "step";

  private final Map<String, NDArray> parameters;
  private final Map<String, NDArray> state = new LinkedHashMap<>();
  private final NDManager manager;
  private final NDArray step;

  /**
   * An optimizer at step 0.
   *
   * @param parameters float32 tensors that require gradients, by name; they stay the caller's
   */
  public FusedAdam(Map<String, NDArray> parameters) {
    this.parameters = new LinkedHashMap<>(parameters);
    NDArray any = parameters.values().iterator().next();
    manager = TorchRuntime.manager(any.getDevice());
    step = manager.zeros(new Shape());
    state.put(STEP, step);
    parameters.forEach(
        (name, parameter) -> {
          state.put(firstMoment(name), zerosLike(parameter));
          state.put(secondMoment(name), zerosLike(parameter));
        });
  }

  /**
   * Moves every parameter against its gradient, then sets the gradients to zero.
   *
   * @param learningRate step size, at least 0
   * @param weightDecay factor of the parameter that is added to its gradient, at least 0
   * @throws IllegalArgumentException if one of them is negative or not a number
   */
  public void step(double learningRate, double weightDecay) {
    check("learning rate", learningRate);
    check("weight decay", weightDecay);
    step.addi(1);
    List<NDArray> gradients = gradients();
    ScriptModule.callDetached(
            "fused_adam",
            ScriptModule.list(parameters.values()),
            ScriptModule.list(gradients),
            ScriptModule.list(
                parameters.keySet().stream().map(n -> state.get(firstMoment(n))).toList()),
            ScriptModule.list(
                parameters.keySet().stream().map(n -> state.get(secondMoment(n))).toList()),
            ScriptModule.list(Collections.nCopies(parameters.size(), step)),
            IValue.from(learningRate),
            IValue.from(weightDecay))
        .close();
    gradients.forEach(NDArray::close);
    zeroGradients();
  }

  /** Sets the gradients to zero, for a step that is not to be taken. */
  public void zeroGradients() {
    parameters.values().forEach(parameter -> JniUtils.zeroGrad((PtNDArray) parameter));
  }

  /** Euclidean norm of all gradients together; NaN or infinite if any of them is. */
  public double gradientNorm() {
    List<NDArray> gradients = gradients();
    try {
      return TorchOps.norm(gradients);
    } finally {
      gradients.forEach(NDArray::close);
    }
  }

  /**
   * A copy of the state: the number of steps taken as {@code step}, and for each parameter the
   * moments {@code <name>.exp_avg} and {@code <name>.exp_avg_sq}.
   */
  public Map<String, HostTensor> stateDict() {
    Map<String, HostTensor> copy = new LinkedHashMap<>();
    state.forEach((name, tensor) -> copy.put(name, HostTensor.copyOf(tensor)));
    return copy;
  }

  /**
   * Goes on from a saved state.
   *
   * @throws IllegalArgumentException if an entry is missing, unknown or of another shape; then
   *     nothing has changed
   */
  public void load(Map<String, HostTensor> saved) {
    HostTensors.load("optimizer state", saved, state);
  }

  /** Frees the moments. */
  @Override
  public void close() {
    manager.close();
  }

  private List<NDArray> gradients() {
    List<NDArray> gradients = new ArrayList<>();
    parameters.values().forEach(parameter -> gradients.add(parameter.getGradient()));
    return gradients;
  }

  private NDArray zerosLike(NDArray parameter) {
    NDArray zeros = parameter.zerosLike();
    zeros.attach(manager);
    return zeros;
  }

  private static String firstMoment(String name) {
    return name + ".exp_avg";
  }

  private static String secondMoment(String name) {
    return name + ".exp_avg_sq";
  }

  private static void check(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " " + value + " must be at least 0");
    }
  }
}
