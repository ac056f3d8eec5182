package org.cellcount.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The processor and memory of this computer, as far as the operating system tells. */
final class Machine {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** The instruction sets that decide how fast convolutions are. */
  private static final List<String> FEATURES =
      List.of("avx2", "avx512f", "avx512_bf16", "amx_bf16");

  private Machine() {}

  /** Name, cores and the instruction sets that matter. */
  static String processor() {
    String cores = Runtime.getRuntime().availableProcessors() + " cores";
    if (!Files.isReadable(CPU_INFO)) {
      return System.getProperty("os.arch") + ", " + cores;
    }
    try {
      return processor(Files.readString(CPU_INFO), cores);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + CPU_INFO, e);
    }
  }

  static String processor(String cpuInfo, String cores) {
    String name = field(cpuInfo, "model name");
    List<String> flags = Arrays.asList(field(cpuInfo, "flags").split(" ", -1));
    String features = FEATURES.stream().filter(flags::contains).collect(Collectors.joining(", "));
    return (name.isEmpty() ? System.getProperty("os.arch") : name)
        + ", "
        + cores
        + (features.isEmpty() ? "" : ", " + features);
  }

  private static String field(String cpuInfo, String name) {
    return cpuInfo
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }

  /** Main memory and what of it Java may use; PyTorch's tensors come on top of that. */
  static String memory() {
    String java = gibibytes(Runtime.getRuntime().maxMemory()) + " for Java";
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? gibibytes(system.getTotalMemorySize()) + ", " + java
        : java;
  }

  static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
