package org.cellcount.target;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cellcount.count.CountOptions;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.loss.PixelLoss;

/**
 * The foreground and what some heads learn beside it.
 *
 * @param label its name
 * @param heads in the order of the network's channels, after the foreground's
 * @param landscape of what was answered, without a separation yet: a map with a hill in every cell,
 *     if it has one
 * @param countOptions how its maps are counted before anything is tuned
 * @param way of counting by options
 */
record HeadsTarget(
    String label,
    List<Head> heads,
    Function<CellMaps, Optional<GrayImage>> landscape,
    CountOptions countOptions,
    Function<CountOptions, Counting> way)
    implements Target {

  HeadsTarget {
    heads = List.copyOf(heads);
  }

  /**
   * Heads whose maps make a landscape, counted by its hills. It is smoothed by a pixel; its hills
   * end in 0..1.
   */
  HeadsTarget(String label, List<Head> heads, Function<CellMaps, Optional<GrayImage>> landscape) {
    this(label, heads, landscape, CountOptions.defaults().withSigma(1).withH(0.1), Counting::by);
  }

  /** Heads that make no landscape. */
  HeadsTarget(
      String label, List<Head> heads, CountOptions options, Function<CountOptions, Counting> way) {
    this(label, heads, maps -> Optional.empty(), options, way);
  }

  /** The map of a head as the landscape. */
  static Function<CellMaps, Optional<GrayImage>> landscape(Head head) {
    return maps -> Optional.of(maps.of(head).get(0));
  }

  /** The foreground less the borders. */
  static Optional<GrayImage> withoutBorders(CellMaps maps) {
    GrayImage inner = maps.of(Head.BORDERS).get(0).copy();
    for (int i = 0; i < inner.pixels().length; i++) {
      inner.pixels()[i] = maps.foreground().pixels()[i] * (1 - inner.pixels()[i]);
    }
    return Optional.of(inner);
  }

  @Override
  public int channels() {
    return 1 + heads.stream().mapToInt(Head::channels).sum();
  }

  @Override
  public boolean needsLabels() {
    return true;
  }

  @Override
  public int drawnMaps() {
    return 1 + heads.stream().mapToInt(Head::drawnMaps).sum();
  }

  @Override
  public void draw(CellSample sample, FloatBuffer out) {
    out.put(sample.mask().pixels());
    LabelImage labels = Target.labels(sample, this);
    heads.forEach(head -> head.draw(labels, out));
  }

  /** The run's loss on the foreground, and every head's own. */
  @Override
  public NDArray loss(PixelLoss foreground, NDArray logits, NDArray drawn) {
    NDArray sum = foreground.evaluate(maps(logits, 0, 1), maps(drawn, 0, 1));
    int channel = 1;
    int map = 1;
    for (Head head : heads) {
      sum =
          sum.add(
              head.loss(
                  maps(logits, channel, head.channels()), maps(drawn, map, head.drawnMaps())));
      channel += head.channels();
      map += head.drawnMaps();
    }
    return sum;
  }

  private static NDArray maps(NDArray all, int first, int number) {
    return all.get(":, " + first + ":" + (first + number));
  }

  @Override
  public CellMaps maps(float[] logits, int offset, int height, int width) {
    int area = height * width;
    Map<String, List<GrayImage>> learned = new LinkedHashMap<>();
    int channel = 1;
    for (Head head : heads) {
      learned.put(head.label(), head.maps(logits, offset + channel * area, height, width));
      channel += head.channels();
    }
    GrayImage foreground = Target.probability(logits, offset, height, width);
    return read(new CellMaps(foreground, Optional.empty(), learned));
  }

  @Override
  public CellMaps read(CellMaps maps) {
    return new CellMaps(maps.foreground(), landscape.apply(maps), maps.learned());
  }

  @Override
  public Counting counting(CountOptions options) {
    return way.apply(options);
  }

  @Override
  public String toString() {
    return label;
  }
}
