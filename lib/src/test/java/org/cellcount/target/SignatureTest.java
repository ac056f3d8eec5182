package org.cellcount.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.cellcount.augment.Augmentation;
import org.cellcount.augment.Crop;
import org.cellcount.augment.HorizontalFlip;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static double ofChain(int size, double smallest, double largest) {
    return Signature.of(
        new Augmentation("mine", new Crop(size, smallest, largest), new HorizontalFlip(0.5)));
  }

  @Test
  void cropsAreToldApartByWhatTheyMake() {
    double one = ofChain(64, 8, 20);
    assertEquals(one, ofChain(64, 8, 20));
    assertNotEquals(one, ofChain(64, 8, 21));
    assertNotEquals(one, ofChain(64, 9, 20));
    assertNotEquals(one, ofChain(48, 8, 20));
    assertNotEquals(one, Signature.of(new Augmentation("mine", new HorizontalFlip(0.5))));
  }
}
