package org.cellcount.target;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.cellcount.count.CellCounter;
import org.cellcount.count.CountResult;
import org.cellcount.data.CellDataset;
import org.cellcount.image.GrayImage;

/**
 * What a trained network says about an image.
 *
 * @param foreground probability that a pixel belongs to a cell, 0..1
 * @param separation a landscape with a hill in every cell, 0..1, if the network learned one
 * @param learned the maps of each head that the network has beside the foreground, by the head's
 *     name
 */
public record CellMaps(
    GrayImage foreground, Optional<GrayImage> separation, Map<String, List<GrayImage>> learned) {

  /** What a network says that has the foreground and perhaps a landscape. */
  public CellMaps(GrayImage foreground, Optional<GrayImage> separation) {
    this(foreground, separation, Map.of());
  }

  /** Copies the map of maps. */
  public CellMaps {
    learned = Map.copyOf(learned);
  }

  /**
   * The maps of a head.
   *
   * @throws IllegalArgumentException if the network has no such head, listing those it has
   */
  public List<GrayImage> of(Head head) {
    List<GrayImage> maps = learned.get(head.label());
    if (maps == null) {
      throw new IllegalArgumentException(
          "no maps of head '" + head.label() + "', only of " + new TreeSet<>(learned.keySet()));
    }
    return maps;
  }

  /**
   * The number of cells by their summed density, not a whole number, if the network has learned
   * {@link Head#DENSITY}: a second opinion on the count, which needs no cell to be told from
   * another.
   */
  public OptionalDouble density() {
    List<GrayImage> maps = learned.get(Head.DENSITY.label());
    if (maps == null) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (float density : maps.get(0).pixels()) {
      sum += density;
    }
    return OptionalDouble.of(sum);
  }

  /** What a network would say that knows the foreground of every image perfectly. */
  public static List<CellMaps> ofMasks(CellDataset data) {
    return IntStream.range(0, data.size())
        .mapToObj(i -> new CellMaps(data.mask(i), Optional.empty()))
        .toList();
  }

  /**
   * Counts and labels the cells: by the learned landscape if there is one and the counter separates
   * by h-maxima, else by the foreground alone, as the published ways of counting do.
   */
  public CountResult cells(CellCounter counter) {
    return usesLandscape(counter)
        ? counter.count(foreground, separation.orElseThrow())
        : counter.count(foreground);
  }

  /** Counts the cells. */
  public int count(CellCounter counter) {
    return usesLandscape(counter) ? cells(counter).count() : counter.countOnly(foreground);
  }

  private boolean usesLandscape(CellCounter counter) {
    return separation.isPresent() && counter.options().separation().byMaxima();
  }
}
