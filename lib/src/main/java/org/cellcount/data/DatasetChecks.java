package org.cellcount.data;

import org.cellcount.image.GrayImage;

/** What must be right about the parts of a data set; messages name the data set and the part. */
final class DatasetChecks {
  private DatasetChecks() {}

  static void number(String name, String what, int number, int images) {
    if (number != images) {
      throw new IllegalArgumentException(
          name + " has " + number + " " + what + " for " + images + " images, expected one each");
    }
  }

  static void values(String name, int index, GrayImage image, GrayImage mask) {
    for (float value : image.pixels()) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            name + ": image " + index + " holds " + value + ", expected finite values");
      }
    }
    for (float value : mask.pixels()) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(
            name + ": mask " + index + " holds " + value + ", expected 0..1");
      }
    }
  }

  static void size(String name, String what, int index, int height, int width, GrayImage first) {
    if (height != first.height() || width != first.width()) {
      throw new IllegalArgumentException(
          name
              + ": "
              + what
              + " "
              + index
              + " is "
              + height
              + "x"
              + width
              + ", expected "
              + first.height()
              + "x"
              + first.width()
              + " as image 0");
    }
  }
}
