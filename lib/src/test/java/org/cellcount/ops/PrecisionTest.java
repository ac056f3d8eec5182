package org.cellcount.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import org.junit.jupiter.api.Test;

class PrecisionTest {
  @Test
  void bfloat16IsNativeWhereTheProcessorSaysSo() {
    assertTrue(Precision.hasBf16("model name : x\nflags\t\t: avx2 avx512_bf16 fma\n"));
    assertTrue(Precision.hasBf16("flags : amx_tile amx_bf16\n"));
    assertFalse(Precision.hasBf16("flags : avx2 avx512f avx512_vnni\n"));
    assertFalse(Precision.hasBf16("model name : amx_bf16\n"));
  }

  @Test
  void onlyAutoDependsOnTheDevice() {
    assertEquals(Precision.FP32, Precision.FP32.resolve(Device.cpu()));
    assertEquals(Precision.BF16, Precision.BF16.resolve(Device.cpu()));
    assertNotEquals(Precision.AUTO, Precision.AUTO.resolve(Device.cpu()));
    assertEquals(DataType.FLOAT32, Precision.FP32.activations(Device.cpu()));
    assertEquals(DataType.BFLOAT16, Precision.BF16.activations(Device.cpu()));
  }

  @Test
  void namesAreReadInAnyCase() {
    assertEquals(Precision.BF16, Precision.of("bf16"));
    assertEquals(Precision.AUTO, Precision.of("Auto"));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Precision.of("fp16"));
    assertEquals("unknown precision 'fp16', expected one of auto, fp32, bf16", error.getMessage());
  }
}
