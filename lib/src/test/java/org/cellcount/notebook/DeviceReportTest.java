package org.cellcount.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class DeviceReportTest {
  @Test
  void theReasonTellsWhatIsMissing() {
    assertEquals("PyTorch sees an NVIDIA GPU.", DeviceReport.reason(1, "Linux", true, "", "cu128"));
    assertTrue(DeviceReport.reason(0, "Linux", true, "cpu", "").contains("CELLCOUNT_DEVICE=cpu"));
    assertTrue(DeviceReport.reason(0, "Linux", false, "", "").contains("no NVIDIA driver"));
    assertTrue(DeviceReport.reason(0, "Linux", true, "", "").contains("environment/setup"));
    assertTrue(DeviceReport.reason(0, "Linux", true, "", "cu128").contains("nvidia-smi"));
    assertTrue(DeviceReport.reason(0, "Mac OS X", false, "", "").contains("Apple"));
    assertTrue(DeviceReport.reason(0, "Windows 11", false, "", "").contains("Windows"));
  }

  @Test
  void theTableNamesTheDeviceAndTheVersions() {
    DeviceReport report = DeviceReport.ofThisMachine();
    Table table = report.table();
    assertEquals(report.deviceName(), table.getString(0, 1));
    assertEquals(report.reason(), table.getString(1, 1));
    assertTrue(table.stringColumn(1).contains(Runtime.version().toString()));
    assertFalse(table.stringColumn(1).contains(""));
  }

  @Test
  void theProcessorIsReadFromTheKernel() {
    String info =
        """
        processor\t: 0
        model name\t: Fast One 9000
        flags\t\t: fpu sse2 avx2 avx512f avx512_bf16 amx_tile
        processor\t: 1
        model name\t: Other
        """;
    assertEquals(
        "Fast One 9000, 8 cores, avx2, avx512f, avx512_bf16", Machine.processor(info, "8 cores"));
    assertTrue(Machine.processor("", "8 cores").endsWith(", 8 cores"));
    assertEquals("1.5 GiB", Machine.gibibytes(3L << 29));
  }
}
