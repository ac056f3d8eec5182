package org.cellcount.testing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cellcount.npz.NpyArray;
import org.cellcount.npz.Npz;
import org.cellcount.ops.HostTensor;

/** Reference values from PyTorch, {@code fixtures/<name>.npz} on the test class path. */
public final class Fixture {
  private final Map<String, NpyArray> arrays;

  public Fixture(String name) {
    try {
      arrays = Npz.read(path(name + ".npz"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path path(String file) {
    try {
      return Path.of(Fixture.class.getResource("/fixtures/" + file).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public HostTensor tensor(String name) {
    NpyArray array = arrays.get(name);
    Shape shape = new Shape(Arrays.stream(array.shape()).asLongStream().toArray());
    return new HostTensor(shape, array.toFloats());
  }

  public float[] values(String name) {
    return arrays.get(name).toFloats();
  }

  public double scalar(String name) {
    return arrays.get(name).toDoubles()[0];
  }

  public NDArray array(NDManager manager, String name) {
    HostTensor tensor = tensor(name);
    return manager.create(tensor.values(), tensor.shape());
  }

  /** The tensors whose name begins with a prefix, without it. */
  public Map<String, HostTensor> group(String prefix) {
    Map<String, HostTensor> group = new LinkedHashMap<>();
    for (String name : arrays.keySet()) {
      if (name.startsWith(prefix)) {
        group.put(name.substring(prefix.length()), tensor(name));
      }
    }
    return group;
  }
}
