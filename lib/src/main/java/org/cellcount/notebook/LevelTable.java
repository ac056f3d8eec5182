package org.cellcount.notebook;

import java.util.List;
import java.util.Map;
import org.cellcount.model.FeatureMap;
import org.cellcount.model.SegmentationModel;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What each level of a network is, in numbers. */
public final class LevelTable {
  /** The last 1x1 convolution, which looks at one pixel of the last map. */
  private static final String HEAD = "final_conv";

  private LevelTable() {}

  /**
   * A row for each level on the way down and up and for the last convolution: size and channels of
   * its map, the receptive field of a pixel and the parameters trained.
   *
   * @param model the network
   * @param maps its activations for an image
   */
  public static Table of(SegmentationModel model, List<FeatureMap> maps) {
    StringColumn levels = StringColumn.create("level");
    StringColumn sizes = StringColumn.create("size (pixels)");
    IntColumn channels = IntColumn.create("channels");
    IntColumn fields = IntColumn.create("receptive field (image pixels)");
    LongColumn parameters = LongColumn.create("parameters");
    Map<String, Long> counts = model.parametersByLevel();
    for (FeatureMap map : maps) {
      levels.append(map.level());
      sizes.append(size(map));
      channels.append(map.channels());
      fields.append(map.receptiveField());
      parameters.append(counts.get(map.level()));
    }
    FeatureMap last = maps.get(maps.size() - 1);
    levels.append(HEAD);
    sizes.append(size(last));
    channels.append(model.config().outputChannels());
    fields.append(last.receptiveField());
    parameters.append(counts.get(HEAD));
    return Table.create(model.config().label(), levels, sizes, channels, fields, parameters);
  }

  private static String size(FeatureMap map) {
    return map.values().shape().get(2) + " \u00d7 " + map.values().shape().get(3);
  }
}
