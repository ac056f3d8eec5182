package org.cellcount.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * Ten cells in two channels: long, round, with a hole, at the border, a single pixel, and one whose
 * parts meet at a corner.
 */
public final class MeasuredCells {
  private MeasuredCells() {}

  /** The cells. */
  public static LabelImage labels() {
    return Grids.labels(
        "...............................3........777.",
        "....111............222......3333333....77777",
        "...11111..........2222.....333333333...77777",
        "...111111........22222.....333333333..777777",
        "...111111.......222222.....333.33333...77777",
        "...1111111......222222....3333..33333..77777",
        "....111111.....2222222.....333.33333....777.",
        "....111111.....222222......333333333.....7..",
        ".....11111.....222222......333333333........",
        "......111......22222........3333333.........",
        "..........aaaa.2222............3............",
        "..............a222..........................",
        "......................................99....",
        ".......444444.........................99....",
        "......44444444........5555..................",
        ".....444444444.....555555555................",
        "....4444444444...555555555555.....6666......",
        "...44444444444..5555555555555....666666.....",
        "...4444444444...5555555555555...66666666....",
        "...444444444....5555555555555...666666666...",
        "...44444444.....555555555555....666666666...",
        "....444444.......555555555......666666666...",
        "...................5555..........66666666...",
        "..................................666666....",
        "..8................................6666.....",
        "............................................");
  }

  /** The channels DAPI and GFP. */
  public static Map<String, GrayImage> channels() {
    LabelImage labels = labels();
    GrayImage dapi = GrayImage.zeros(labels.height(), labels.width());
    GrayImage gfp = GrayImage.zeros(labels.height(), labels.width());
    for (int row = 0; row < labels.height(); row++) {
      for (int column = 0; column < labels.width(); column++) {
        int i = row * labels.width() + column;
        dapi.pixels()[i] = (float) ((7 * row * row + 3 * column * row + column) % 101 / 100.0);
        gfp.pixels()[i] = (float) ((row + 5 * column) % 37 / 37.0);
      }
    }
    Map<String, GrayImage> channels = new LinkedHashMap<>();
    channels.put("DAPI", dapi);
    channels.put("GFP", gfp);
    return channels;
  }
}
