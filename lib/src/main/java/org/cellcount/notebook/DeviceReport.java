package org.cellcount.notebook;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellcount.ops.Precision;
import org.cellcount.ops.TorchRuntime;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Where networks train on this machine, and why.
 *
 * @param device the device
 * @param reason why it and no other, one sentence
 */
public record DeviceReport(Device device, String reason) {
  private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");

  /** Looks at this machine; starts the PyTorch engine if it is not running yet. */
  public static DeviceReport ofThisMachine() {
    Engine engine = TorchRuntime.engine();
    String reason =
        reason(
            engine.getGpuCount(),
            System.getProperty("os.name"),
            Files.exists(DRIVER),
            System.getenv().getOrDefault("CELLCOUNT_DEVICE", ""),
            System.getenv().getOrDefault("PYTORCH_FLAVOR", ""));
    return new DeviceReport(engine.defaultDevice(), reason);
  }

  static String reason(int gpus, String system, boolean driver, String wish, String flavour) {
    if (gpus > 0) {
      return gpus == 1
          ? "PyTorch sees an NVIDIA GPU."
          : "PyTorch sees " + gpus + " NVIDIA GPUs; the first one is used.";
    }
    if (wish.equals("cpu")) {
      return "CELLCOUNT_DEVICE=cpu was set: a GPU would be left unused.";
    }
    if (system.startsWith("Mac")) {
      return "PyTorch for Java cannot train on Apple's GPUs.";
    }
    if (system.startsWith("Windows")) {
      return "On Windows this project installs PyTorch for the processor only.";
    }
    if (!driver) {
      return "There is no NVIDIA driver on this machine, so there is no GPU that PyTorch could use.";
    }
    return flavour.startsWith("cu")
        ? "PyTorch's CUDA libraries are there, but they see no GPU: look at what nvidia-smi says."
        : "There is an NVIDIA driver, but PyTorch's CUDA libraries are not installed: run"
            + " environment/setup again.";
  }

  /** The device in words, such as "processor" or "GPU 0 (80 GiB)". */
  public String deviceName() {
    if (!device.isGpu()) {
      return "processor (CPU)";
    }
    long bytes = CudaUtils.getGpuMemory(device).getMax();
    return "GPU " + device.getDeviceId() + " (" + Machine.gibibytes(bytes) + ")";
  }

  /** Device, versions, processor and memory, to be shown at the start of a notebook. */
  public Table table() {
    Precision precision = Precision.AUTO.resolve(device);
    Table table = Table.create("", StringColumn.create("this machine"), StringColumn.create(""));
    add(table, "training runs on", deviceName());
    add(table, "because", reason);
    add(table, "number format", precision.label());
    add(table, "processor", Machine.processor());
    add(table, "threads of PyTorch", String.valueOf(TorchRuntime.threads()));
    add(table, "memory", Machine.memory());
    add(table, "system", System.getProperty("os.name") + ", " + System.getProperty("os.arch"));
    add(table, "Java", Runtime.version().toString());
    add(table, "DJL", Engine.getDjlVersion());
    add(table, "PyTorch", TorchRuntime.engine().getVersion());
    return table;
  }

  private static void add(Table table, String what, String here) {
    table.stringColumn(0).append(what);
    table.stringColumn(1).append(here);
  }
}
