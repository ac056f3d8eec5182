package org.cellcount.augment;

/** Parameter checks shared by the augmenters. */
final class Checks {
  private Checks() {}

  static void probability(double probability) {
    between("probability", probability, 0, 1);
  }

  static void between(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(name + " " + value + ": expected " + low + " to " + high);
    }
  }
}
