package org.cellcount.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cellcount.image.GrayImage;
import org.junit.jupiter.api.Test;

class ScaleTest {
  private static GrayImage row(float... values) {
    return new GrayImage(1, values.length, values);
  }

  @Test
  void coloursReachFromFirstToLastAndNoFurther() {
    for (ColourMap map : ColourMap.values()) {
      assertEquals(map.rgb(0), map.rgb(-3));
      assertEquals(map.rgb(1), map.rgb(7));
    }
    assertEquals(0x808080, ColourMap.GRAY.rgb(128 / 255.0));
    assertEquals(0xFDE725, ColourMap.VIRIDIS.rgb(1));
  }

  @Test
  void viridisRisesInLightness() {
    double before = -1;
    for (int i = 0; i <= 20; i++) {
      int rgb = ColourMap.VIRIDIS.rgb(i / 20.0);
      double light = 0.3 * (rgb >> 16) + 0.59 * ((rgb >> 8) & 0xFF) + 0.11 * (rgb & 0xFF);
      assertTrue(light > before, "at " + i);
      before = light;
    }
  }

  @Test
  void brightnessLeavesOutTheExtremes() {
    float[] values = new float[1001];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1000 - i;
    }
    Scale scale = Scale.brightness(row(values));
    assertEquals(5, scale.min());
    assertEquals(998, scale.max());
  }

  @Test
  void spanningTakesAllMapsTogether() {
    Scale scale = Scale.spanning("distance (pixels)", row(1, 2), row(-4, 0));
    assertEquals(-4, scale.min());
    assertEquals(2, scale.max());
  }

  @Test
  void divergingIsWhiteAtZero() {
    Scale scale = Scale.diverging("gradient", row(-1, 3));
    assertEquals(-3, scale.min());
    assertEquals(3, scale.max());
    assertEquals(0xF7F7F7, scale.rgb(0) | 0x010101);
  }

  @Test
  void anEvenImageStillHasAScale() {
    Scale scale = Scale.brightness(row(0.25f, 0.25f));
    assertEquals(0.25, (scale.min() + scale.max()) / 2, 1e-6);
    assertTrue(scale.max() > scale.min());
  }

  @Test
  void impossibleScalesAreRefused() {
    Exception order =
        assertThrows(
            IllegalArgumentException.class, () -> new Scale(ColourMap.GRAY, 2, 1, "value"));
    assertEquals(
        "scale from 2.0 to 1.0: expected two finite numbers in rising order", order.getMessage());
    Exception nan =
        assertThrows(IllegalArgumentException.class, () -> Scale.brightness(row(1, Float.NaN)));
    assertEquals("value of a scale NaN: expected a number", nan.getMessage());
    Exception none = assertThrows(IllegalArgumentException.class, Scale::brightness);
    assertEquals("images of a scale []: expected at least one", none.getMessage());
  }
}
