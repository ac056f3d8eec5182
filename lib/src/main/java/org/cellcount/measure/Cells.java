package org.cellcount.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import org.cellcount.base.CsvText;
import org.cellcount.base.Require;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.image.PixelSize;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Measurements of the cells of a label image. */
public final class Cells {
  private Cells() {}

  /**
   * Measures every cell, in the order of the labels, which may have gaps.
   *
   * @param labels the cells
   * @param intensity an image of the same size, for the intensities
   * @throws IllegalArgumentException if the sizes differ
   */
  public static List<Cell> measure(
      RandomAccessibleInterval<? extends IntegerType<?>> labels,
      RandomAccessibleInterval<? extends RealType<?>> intensity) {
    return measure(labels, Map.of("", intensity), Optional.empty());
  }

  /**
   * The same in every channel.
   *
   * @param channels each by its name, in the order wanted, of the labels' size
   * @param probability that a pixel belongs to a cell, of the labels' size, where known
   * @throws IllegalArgumentException if the sizes differ or there is no channel
   */
  public static List<Cell> measure(
      RandomAccessibleInterval<? extends IntegerType<?>> labels,
      Map<String, ? extends RandomAccessibleInterval<? extends RealType<?>>> channels,
      Optional<GrayImage> probability) {
    LabelImage image = LabelImage.of(labels);
    List<GrayImage> intensities = channels.values().stream().<GrayImage>map(GrayImage::of).toList();
    for (GrayImage intensity : intensities) {
      Require.sameSize("intensity", intensity, image);
    }
    CellMeasurement measurement =
        new CellMeasurement(image.height(), List.copyOf(channels.keySet()));
    measurement.add(image, 0, 0, image.height(), intensities, probability);
    return measurement.cells();
  }

  /**
   * One row for each cell, one column for each measurement, named after the parts of the record; an
   * intensity in a channel with a name carries that name, as in {@code meanIntensity DAPI}.
   */
  public static Table table(List<Cell> cells) {
    return table(cells, Optional.empty());
  }

  /**
   * The same with the lengths in µm and the areas in µm² beside those in pixels: {@code areaUm2},
   * {@code perimeterUm}, {@code majorAxisUm}, {@code minorAxisUm}. Where pixels are not square,
   * lengths are those of a square pixel of the same area.
   *
   * @param pixelSize of the image, where known
   */
  public static Table table(List<Cell> cells, Optional<PixelSize> pixelSize) {
    Table table = Table.create("cells");
    for (Measure measure : measures(cells, pixelSize)) {
      table.addColumns(
          measure.whole()
              ? IntColumn.create(
                  measure.name(), cells.stream().mapToInt(cell -> (int) measure.of(cell)))
              : DoubleColumn.create(measure.name(), cells.stream().mapToDouble(measure::of)));
    }
    return table.addColumns(
        BooleanColumn.create("touchesBorder", cells.stream().map(Cell::touchesBorder).toList()));
  }

  /**
   * A number that is known of a cell.
   *
   * @param name its name in tables
   * @param whole whether it is a whole number
   * @param value takes it
   */
  public record Measure(String name, boolean whole, ToDoubleFunction<Cell> value) {
    /** The number of one cell. */
    public double of(Cell cell) {
      return value.applyAsDouble(cell);
    }
  }

  /**
   * What {@link #table(List, Optional)} has columns of, but for the border.
   *
   * @param cells of one image
   */
  public static List<Measure> measures(List<Cell> cells, Optional<PixelSize> pixelSize) {
    List<Measure> measures =
        new ArrayList<>(
            List.of(
                new Measure("label", true, Cell::label),
                new Measure("area", true, Cell::area),
                new Measure("centroidRow", false, Cell::centroidRow),
                new Measure("centroidColumn", false, Cell::centroidColumn),
                new Measure("minRow", true, Cell::minRow),
                new Measure("minColumn", true, Cell::minColumn),
                new Measure("maxRow", true, Cell::maxRow),
                new Measure("maxColumn", true, Cell::maxColumn),
                new Measure("perimeter", false, Cell::perimeter),
                new Measure("circularity", false, Cell::circularity),
                new Measure("majorAxis", false, Cell::majorAxis),
                new Measure("minorAxis", false, Cell::minorAxis),
                new Measure("eccentricity", false, Cell::eccentricity),
                new Measure("orientation", false, Cell::orientation)));
    if (pixelSize.isPresent()) {
      double area = pixelSize.get().area();
      double side = pixelSize.get().side();
      measures.add(new Measure("areaUm2", false, cell -> area * cell.area()));
      measures.add(new Measure("perimeterUm", false, cell -> side * cell.perimeter()));
      measures.add(new Measure("majorAxisUm", false, cell -> side * cell.majorAxis()));
      measures.add(new Measure("minorAxisUm", false, cell -> side * cell.minorAxis()));
    }
    List<String> channels =
        cells.isEmpty()
            ? List.of("")
            : cells.get(0).intensities().stream().map(Cell.Intensity::channel).toList();
    for (int k = 0; k < channels.size(); k++) {
      int channel = k;
      String suffix = channels.get(k).isEmpty() ? "" : " " + CsvText.printable(channels.get(k));
      measures.add(
          new Measure(
              "meanIntensity" + suffix, false, cell -> cell.intensities().get(channel).mean()));
      measures.add(
          new Measure(
              "integratedIntensity" + suffix,
              false,
              cell -> cell.intensities().get(channel).integrated()));
    }
    if (!cells.isEmpty() && cells.get(0).probability().isPresent()) {
      measures.add(new Measure("probability", false, cell -> cell.probability().getAsDouble()));
    }
    return measures;
  }
}
