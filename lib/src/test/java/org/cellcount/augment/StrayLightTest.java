package org.cellcount.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.junit.jupiter.api.Test;

/** Ramps, vignettes, haze, dirt, and fields without any cell. */
class StrayLightTest {
  private static CellSample flat(int height, int width, float value) {
    float[] pixels = new float[height * width];
    Arrays.fill(pixels, value);
    return new CellSample(
        new GrayImage(height, width, pixels), GrayImage.zeros(height, width), Optional.empty());
  }

  private static void assertFails(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }

  @Test
  void aRampRisesEvenlyFromTheGround() {
    double highest = 0;
    for (int seed = 0; seed < 50; seed++) {
      GrayImage ramp =
          new UnevenLight(0.4, 0).apply(flat(40, 60, 0.1f), new SplittableRandom(seed)).image();
      float down = ramp.get(1, 0) - ramp.get(0, 0);
      float across = ramp.get(0, 1) - ramp.get(0, 0);
      double least = 1;
      for (int row = 0; row < 40; row++) {
        for (int column = 0; column < 60; column++) {
          assertEquals(ramp.get(0, 0) + row * down + column * across, ramp.get(row, column), 1e-4);
          least = Math.min(least, ramp.get(row, column));
          highest = Math.max(highest, ramp.get(row, column));
        }
      }
      assertTrue(least >= 0.1 - 1e-6 && least < 0.12, "darkest " + least);
    }
    assertTrue(highest > 0.45 && highest < 0.1 + 0.4 * 1.42, "brightest " + highest);
  }

  @Test
  void aLensDarkensFromItsCentreOutwards() {
    double darkest = 1;
    for (int seed = 0; seed < 50; seed++) {
      float[] pixels =
          new UnevenLight(0, 0.8)
              .apply(flat(40, 60, 0.5f), new SplittableRandom(seed))
              .image()
              .pixels();
      float brightest = 0;
      for (float pixel : pixels) {
        brightest = Math.max(brightest, pixel);
        darkest = Math.min(darkest, pixel);
      }
      assertEquals(0.5, brightest, 1e-3);
    }
    assertTrue(darkest < 0.25, "darkest " + darkest);
    assertFails("largest ramp 1.5: expected 0 to 1", () -> new UnevenLight(1.5, 0));
    assertFails("largest loss -0.1: expected 0 to 1", () -> new UnevenLight(0, -0.1));
  }

  @Test
  void hazeAddsLightAndFillsTheGaps() {
    CellSample sample = Samples.discs(96, 96);
    for (int seed = 0; seed < 20; seed++) {
      CellSample hazed = new Haze(1).apply(sample, new SplittableRandom(seed));
      double before = 0;
      double after = 0;
      for (int i = 0; i < 96 * 96; i++) {
        assertTrue(hazed.image().pixels()[i] >= sample.image().pixels()[i] - 1e-6);
        boolean ground = sample.mask().pixels()[i] == 0;
        before += ground ? sample.image().pixels()[i] : 0;
        after += ground ? hazed.image().pixels()[i] : 0;
      }
      assertTrue(after > before, "the ground stays dark");
    }
    assertEquals(sample, new Haze(0).apply(sample, new SplittableRandom(1)));
    assertFails("largest 2.5: expected 0 to 2", () -> new Haze(2.5));
  }

  @Test
  void whatDebrisHidesIsNoCell() {
    CellSample sample = Samples.discs(96, 96);
    int hidden = 0;
    int dimmed = 0;
    for (int seed = 0; seed < 50; seed++) {
      CellSample after = new Debris(4, 1).apply(sample, new SplittableRandom(seed));
      int[] labels = after.labels().orElseThrow().labels();
      for (int i = 0; i < labels.length; i++) {
        int before = sample.labels().orElseThrow().labels()[i];
        assertTrue(labels[i] == before || labels[i] == 0, "label " + labels[i]);
        float mask = after.mask().pixels()[i];
        assertTrue(mask == 0 || mask == sample.mask().pixels()[i], "mask " + mask);
        assertTrue(labels[i] == before || mask == 0, "hidden, but foreground");
        hidden += labels[i] == before ? 0 : 1;
        boolean darker = after.image().pixels()[i] < 0.5f * sample.image().pixels()[i];
        dimmed += darker && labels[i] == before ? 1 : 0;
      }
    }
    assertTrue(hidden > 100, hidden + " pixels of cells hidden");
    assertTrue(dimmed > 100, dimmed + " pixels of cells under dust");
    assertFails("most 0: expected 1 or more", () -> new Debris(0, 1));
    assertFails("brightest 1.1: expected 0 to 1", () -> new Debris(1, 1.1));
  }

  @Test
  void aFieldWithoutCellsHasNone() {
    CellSample sample = Samples.discs(48, 64);
    for (int seed = 0; seed < 10; seed++) {
      CellSample after = new NoCells().apply(sample, new SplittableRandom(seed));
      assertEquals(GrayImage.zeros(48, 64), after.mask());
      assertEquals(new LabelImage(48, 64, new int[48 * 64]), after.labels().orElseThrow());
    }
  }

  @Test
  void itsNoiseHasAnyStrengthAndSmoothness() {
    double roughest = 1;
    double smoothest = 0;
    double strongest = 0;
    for (int seed = 0; seed < 100; seed++) {
      float[] pixels =
          new NoCells().apply(flat(64, 64, 0), new SplittableRandom(seed)).image().pixels();
      double mean = 0;
      for (float pixel : pixels) {
        mean += pixel / pixels.length;
      }
      double squares = 0;
      double products = 0;
      for (int i = 1; i < pixels.length; i++) {
        squares += (pixels[i] - mean) * (pixels[i] - mean);
        products += (pixels[i] - mean) * (pixels[i - 1] - mean);
      }
      double strength = Math.sqrt(squares / pixels.length) / mean;
      assertTrue(mean > 0.015 && mean < 0.4, "a background of " + mean);
      assertTrue(strength < 0.4, "noise of " + strength + " of the background");
      strongest = Math.max(strongest, strength);
      roughest = Math.min(roughest, products / squares);
      smoothest = Math.max(smoothest, products / squares);
    }
    assertTrue(roughest < 0.1 && smoothest > 0.9, roughest + " to " + smoothest);
    assertTrue(strongest > 0.2, "at most " + strongest);
  }
}
