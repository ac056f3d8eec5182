package org.cellcount.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A loaded op pack: calls its methods by name. Safe to use from any thread. */
final class ScriptModule {
  private static final ScriptModule OPS = new ScriptModule("ops.py");

  /** DJL takes the method's name as the name of an extra input. */
  private static final String METHOD_PREFIX = "module_method:";

  /**
   * The profiling graph executor would rewrite autograd's formulas for no gain; the switch is one
   * per thread.
   */
  private static final ThreadLocal<Boolean> PLAIN_EXECUTOR =
      ThreadLocal.withInitial(
          () -> {
            JniUtils.setGraphExecutorOptimize(false);
            return true;
          });

  private final NDManager manager;
  private final PtSymbolBlock block;
  private final Map<String, NDArray> methods = new ConcurrentHashMap<>();

  /**
   * Loads a pack.
   *
   * @param name of the resource
   * @throws ai.djl.engine.EngineException if PyTorch lacks one of its operations
   */
  ScriptModule(String name) {
    manager = TorchRuntime.manager();
    try (InputStream source = ScriptModule.class.getResourceAsStream(name)) {
      String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      InputStream archive = new ByteArrayInputStream(ScriptArchive.of(text));
      block = JniUtils.loadModule((PtNDManager) manager, archive, false, false);
    } catch (IOException e) {
      throw new UncheckedIOException("the op pack " + name + " could not be loaded", e);
    }
  }

  /** Runs a method of {@code ops.py}, with gradients if they are on; as {@link #run}. */
  static NDArray call(String method, NDArray x, NDArray... others) {
    return OPS.run(method, x, others);
  }

  /** Runs a tensor method, with gradients if they are on; the result joins x's manager. */
  NDArray run(String method, NDArray x, NDArray... others) {
    PLAIN_EXECUTOR.get();
    NDList inputs = new NDList(x);
    for (NDArray other : others) {
      inputs.add(other);
    }
    inputs.add(methods.computeIfAbsent(method, this::nameTag));
    NDList outputs = NativeWork.run(() -> IValueUtils.forward(block, inputs, true));
    return outputs.singletonOrThrow();
  }

  /**
   * Runs a method of {@code ops.py} without gradients; closes the arguments; the caller closes the
   * result.
   */
  static IValue callDetached(String method, IValue... arguments) {
    PLAIN_EXECUTOR.get();
    try {
      return NativeWork.run(() -> IValueUtils.runMethod(OPS.block, method, arguments));
    } finally {
      for (IValue argument : arguments) {
        argument.close();
      }
    }
  }

  static IValue list(Collection<NDArray> tensors) {
    return IValue.listFrom(tensors.toArray(PtNDArray[]::new));
  }

  private NDArray nameTag(String method) {
    NDArray tag = manager.create(0f);
    tag.setName(METHOD_PREFIX + method);
    return tag;
  }
}
