package org.cellcount.ops;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Named host tensors into named tensors of a device, all or nothing. */
public final class HostTensors {
  private static final int NAMES_IN_ERROR = 5;

  private HostTensors() {}

  /**
   * Copies each tensor of {@code from} into the tensor of the same name.
   *
   * @param what what is being loaded, for the error
   * @throws IllegalArgumentException naming the entries that are missing, unknown or of another
   *     shape; then nothing has been copied
   */
  public static void load(String what, Map<String, HostTensor> from, Map<String, NDArray> to) {
    List<String> problems = new ArrayList<>();
    to.forEach(
        (name, tensor) -> {
          HostTensor source = from.get(name);
          if (source == null) {
            problems.add("missing " + name);
          } else if (!source.shape().equals(tensor.getShape())) {
            problems.add(name + " is " + source.shape() + " instead of " + tensor.getShape());
          }
        });
    from.keySet().stream()
        .filter(name -> !to.containsKey(name))
        .forEach(name -> problems.add("unknown " + name));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(what + " does not fit: " + summary(problems));
    }
    to.forEach((name, tensor) -> from.get(name).copyTo(tensor));
  }

  private static String summary(List<String> problems) {
    String first =
        String.join("; ", problems.subList(0, Math.min(NAMES_IN_ERROR, problems.size())));
    int rest = problems.size() - NAMES_IN_ERROR;
    return rest > 0 ? first + "; and " + rest + " more" : first;
  }
}
