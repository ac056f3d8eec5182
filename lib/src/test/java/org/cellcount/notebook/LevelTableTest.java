package org.cellcount.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import org.cellcount.model.ModelConfig;
import org.cellcount.model.SegmentationModel;
import org.cellcount.model.UNet;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.Precision;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class LevelTableTest {
  @Test
  void aRowForEachLevelAndTheirParametersAddUp() {
    ModelConfig config = ModelConfig.of(UNet.ATTENTION.withBaseChannels(4));
    HostTensor image = new HostTensor(new Shape(1, 1, 32, 48), new float[32 * 48]);
    try (SegmentationModel model =
        SegmentationModel.create(config, Device.cpu(), Precision.FP32, 1)) {
      Table table = LevelTable.of(model, model.activations(image));
      assertEquals("Attention U-Net 4", table.name());
      assertEquals(10, table.rowCount());
      assertEquals("16 \u00d7 24", table.stringColumn(1).get(1));
      assertEquals((double) model.parameterCount(), table.longColumn(4).sum());
      assertEquals(table.intColumn(3).get(8), table.intColumn(3).get(9));
      assertEquals(1, table.intColumn(2).get(9));
    }
  }
}
