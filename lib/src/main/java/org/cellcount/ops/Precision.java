package org.cellcount.ops;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cellcount.base.Named;
import org.cellcount.base.Names;

/** How activations are computed; weights are always kept in float32. */
public enum Precision implements Named {
  /**
   * The fastest that keeps the results: bfloat16 where the device computes with it natively, else
   * 32-bit floats, in channels_last memory.
   */
  AUTO,
  /** 32-bit floats in PyTorch's default memory layout, for the closest match with a reference. */
  FP32,
  /** bfloat16: the range of a float with 8 bits of precision, in channels_last memory. */
  BF16;

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final List<String> CPU_FLAGS = List.of("avx512_bf16", "amx_bf16");

  /** The first compute capability (8.0, Ampere) with bfloat16. */
  private static final int GPU_WITH_BF16 = 80;

  /**
   * The precision called {@code auto}, {@code fp32} or {@code bf16}, in any case.
   *
   * @throws IllegalArgumentException for another name
   */
  public static Precision of(String name) {
    return Names.find("precision", name, values());
  }

  /** The name in lower case. */
  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The number format that this precision means on a device: {@link #FP32} or {@link #BF16}. */
  public Precision resolve(Device device) {
    if (this != AUTO) {
      return this;
    }
    return isNative(device) ? BF16 : FP32;
  }

  /** The type of the activations on a device: float32 or bfloat16. */
  public DataType activations(Device device) {
    return resolve(device) == BF16 ? DataType.BFLOAT16 : DataType.FLOAT32;
  }

  /** The images (N, C, H, W) as the first activations, under a new handle. */
  public NDArray prepare(NDArray x) {
    return this == FP32
        ? TorchOps.toFloat32(x)
        : TorchOps.toChannelsLast(x, activations(x.getDevice()));
  }

  private static boolean isNative(Device device) {
    if (device.isGpu()) {
      return Integer.parseInt(CudaUtils.getComputeCapability(device.getDeviceId()))
          >= GPU_WITH_BF16;
    }
    try {
      return Files.exists(CPU_INFO) && hasBf16(Files.readString(CPU_INFO));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + CPU_INFO, e);
    }
  }

  /** Whether the text of /proc/cpuinfo lists a bfloat16 instruction set. */
  static boolean hasBf16(String cpuInfo) {
    return cpuInfo
        .lines()
        .filter(line -> line.startsWith("flags"))
        .flatMap(line -> Arrays.stream(line.split("\\s+")))
        .anyMatch(CPU_FLAGS::contains);
  }
}
