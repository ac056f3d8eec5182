package org.cellcount.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.TorchRuntime;

/** The tensors of a model by name, in the order of its layers, owned by one manager. */
final class Weights implements AutoCloseable {
  private final NDManager manager;
  private final Map<String, NDArray> parameters = new LinkedHashMap<>();
  private final Map<String, NDArray> buffers = new LinkedHashMap<>();
  private final Map<String, NDArray> all = new LinkedHashMap<>();

  Weights(Device device) {
    manager = TorchRuntime.manager(device);
  }

  /** A tensor that is trained. */
  NDArray parameter(String name, HostTensor initial) {
    NDArray tensor = create(initial);
    tensor.setRequiresGradient(true);
    return add(parameters, name, tensor);
  }

  /** A tensor that is not trained. */
  NDArray buffer(String name, HostTensor initial) {
    return add(buffers, name, create(initial));
  }

  /** A tensor that this manager owns already. */
  void adopt(String name, NDArray tensor, boolean trained) {
    if (trained) {
      tensor.setRequiresGradient(true);
    }
    add(trained ? parameters : buffers, name, tensor);
  }

  private NDArray create(HostTensor initial) {
    return manager.create(initial.values(), initial.shape());
  }

  private NDArray add(Map<String, NDArray> tensors, String name, NDArray tensor) {
    if (all.put(name, tensor) != null) {
      throw new IllegalStateException("two tensors are called " + name);
    }
    tensors.put(name, tensor);
    return tensor;
  }

  NDManager manager() {
    return manager;
  }

  Map<String, NDArray> parameters() {
    return Collections.unmodifiableMap(parameters);
  }

  Map<String, NDArray> buffers() {
    return Collections.unmodifiableMap(buffers);
  }

  /** Parameters and buffers in the order of the layers. */
  Map<String, NDArray> all() {
    return Collections.unmodifiableMap(all);
  }

  @Override
  public void close() {
    manager.close();
  }
}
