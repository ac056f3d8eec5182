package org.cellcount.plot;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellcount.base.Require;
import org.cellcount.model.FeatureMap;

/** The maps of all levels, those on the way down beside those on the way up. */
public final class FeatureFigure {
  private static final int SHADES = 32;

  private FeatureFigure() {}

  /**
   * A row for each level, the bottleneck last; the channels that vary most, each stretched from its
   * lowest value (black) to its highest (white) and all drawn equally large.
   *
   * @param maps of one network and one image, down and up again: {@code enc1..dec1}
   * @param channels how many of each map to show, at most as many as the first level has
   * @throws IllegalArgumentException if a map has fewer channels
   */
  public static BufferedImage of(List<FeatureMap> maps, int channels) {
    int least = maps.stream().mapToInt(FeatureMap::channels).min().orElseThrow();
    Require.that(
        channels >= 1 && channels <= least,
        "channels",
        channels,
        "1 to " + least + ", as a map has no more");
    int bottom = maps.size() / 2;
    List<String> headings = new ArrayList<>();
    Panels panels = new Panels(2 * channels);
    for (int level = 0; level < bottom; level++) {
      FeatureMap down = maps.get(level);
      FeatureMap up = maps.get(maps.size() - 1 - level);
      headings.add(down.level() + " | " + up.level() + ", " + size(down));
      add(panels, down, channels);
      add(panels, up, channels);
    }
    headings.add(maps.get(bottom).level() + ", " + size(maps.get(bottom)));
    add(panels, maps.get(bottom), 2 * channels);
    String[] columns = new String[2 * channels];
    Arrays.setAll(columns, i -> i < channels ? "down" : "up");
    return panels
        .columnHeadings(columns)
        .rowHeadings(headings.toArray(String[]::new))
        .colours(SHADES)
        .render();
  }

  private static String size(FeatureMap map) {
    return map.values().shape().get(2) + "\u00d7" + map.values().shape().get(3);
  }

  private static void add(Panels panels, FeatureMap map, int channels) {
    for (int channel : map.liveliest(0, channels)) {
      panels.add(Picture.ofMask(map.stretched(0, channel)), "channel " + channel);
    }
  }
}
