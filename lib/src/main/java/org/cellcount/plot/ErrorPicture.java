package org.cellcount.plot;

import java.awt.Color;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.metric.CellErrors;

/** Cells that were found, outlined by what is wrong with them. */
public final class ErrorPicture {
  private ErrorPicture() {}

  /**
   * Outlines what was found in an image, and what was not.
   *
   * @param image the image
   * @param found cells that were found, of the same size
   * @param truth true cells, of the same size
   */
  public static Picture of(GrayImage image, LabelImage found, LabelImage truth) {
    CellErrors errors = CellErrors.of(found, truth);
    return Picture.of(image)
        .outlines(only(truth, errors), Palette.YELLOW, "missed")
        .outlines(found, label -> colour(errors, label))
        .explained(Palette.SKY, "right")
        .explained(Palette.EXTRA, "merged: several cells in one")
        .explained(Palette.PURPLE, "split: part of a cell")
        .explained(Palette.GREEN, "extra: no cell");
  }

  private static Color colour(CellErrors errors, int label) {
    if (errors.merged().contains(label)) {
      return Palette.EXTRA;
    }
    if (errors.parts().contains(label)) {
      return Palette.PURPLE;
    }
    return errors.extra().contains(label) ? Palette.GREEN : Palette.SKY;
  }

  private static LabelImage only(LabelImage truth, CellErrors errors) {
    int[] missed = truth.labels().clone();
    for (int i = 0; i < missed.length; i++) {
      missed[i] = errors.missed().contains(missed[i]) ? missed[i] : 0;
    }
    return new LabelImage(truth.height(), truth.width(), missed);
  }
}
