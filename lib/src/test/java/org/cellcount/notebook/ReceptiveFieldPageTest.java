package org.cellcount.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.cellcount.base.Json;
import org.cellcount.image.GrayImage;
import org.cellcount.model.FeatureMap;
import org.cellcount.model.ModelConfig;
import org.cellcount.model.ReceptiveField;
import org.cellcount.model.SegmentationModel;
import org.cellcount.model.Span;
import org.cellcount.model.UNet;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.Precision;
import org.junit.jupiter.api.Test;

class ReceptiveFieldPageTest {
  private static final UNet NETWORK = UNet.ATTENTION.withBaseChannels(2).withLevels(2);
  private static final GrayImage IMAGE = GrayImage.zeros(8, 12);

  private static List<FeatureMap> maps(GrayImage image) {
    try (SegmentationModel model =
        SegmentationModel.create(ModelConfig.of(NETWORK), Device.cpu(), Precision.FP32, 1)) {
      return model.activations(HostTensor.ofImages(List.of(image)));
    }
  }

  @Test
  void everyMapKnowsWhatEachOutputRowReadsOfIt() throws IOException {
    String html = ReceptiveFieldPage.html(IMAGE, maps(IMAGE), IMAGE);
    String json =
        html.substring(html.indexOf("const data = ") + 13, html.indexOf(";\n  const start"));
    JsonNode maps = Json.parse(json).get("maps");
    // Image, enc1, enc2, bottleneck, dec1, dec2: one frame for each way to it.
    int[] ways = {3, 3, 2, 1, 1, 1};
    assertEquals(ways.length, maps.size());
    for (int i = 0; i < ways.length; i++) {
      assertEquals(ways[i], maps.get(i).get("ways").size(), "ways to map " + i);
      for (JsonNode way : maps.get(i).get("ways")) {
        assertEquals(2 * 12, way.get("spans").size());
      }
    }
    JsonNode spans = maps.get(2).get("ways").get(1).get("spans");
    Span seventh = new ReceptiveField(NETWORK, 7).encoder(2, 3);
    assertEquals(seventh, new Span(spans.get(14).asInt(), spans.get(15).asInt()));
    assertEquals(6, maps.get(2).get("width").asInt());
    assertEquals(4, maps.get(2).get("height").asInt());
  }

  @Test
  void theMapsAndTheMiddleAreThereWithoutScripts() {
    String html = ReceptiveFieldPage.html(IMAGE, maps(IMAGE), IMAGE);
    String body = html.substring(0, html.indexOf("<script>"));
    assertEquals(7, body.split("iVBORw0KGgo", -1).length - 1);
    assertTrue(body.contains("row 4, column 6"), body);
    assertTrue(body.contains(" skip 1 <span class=\"size\">9 &times; 9</span>"), body);
  }

  @Test
  void refusesWhatDoesNotFit() {
    GrayImage odd = GrayImage.zeros(9, 12);
    assertEquals(
        "image GrayImage 9x12: expected height and width in multiples of 4",
        assertThrows(
                IllegalArgumentException.class,
                () -> ReceptiveFieldPage.html(odd, maps(IMAGE), odd))
            .getMessage());
    assertEquals(
        "probability of 9x12: expected 8x12",
        assertThrows(
                IllegalArgumentException.class,
                () -> ReceptiveFieldPage.html(IMAGE, maps(IMAGE), odd))
            .getMessage());
    List<FeatureMap> some = maps(IMAGE).subList(0, 3);
    assertTrue(
        assertThrows(
                IllegalArgumentException.class, () -> ReceptiveFieldPage.html(IMAGE, some, IMAGE))
            .getMessage()
            .contains("expected one of the level dec1"));
  }
}
