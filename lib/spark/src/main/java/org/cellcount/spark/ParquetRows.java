package org.cellcount.spark;

import java.io.Closeable;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.cellcount.image.PixelSize;
import org.cellcount.measure.Cell;
import org.cellcount.plate.FieldName;
import org.cellcount.predict.ImageRow;

/** A Parquet file of images or of cells, while it is being written by a task. */
final class ParquetRows implements Closeable {
  /** A row an image. */
  static final MessageType IMAGES =
      MessageTypeParser.parseMessageType(
          """
          message images {
            required binary path (STRING);
            required binary file (STRING);
            optional binary well (STRING);
            optional int32 field;
            optional int32 height;
            optional int32 width;
            optional binary channel (STRING);
            optional double pixelHeightUm;
            optional double pixelWidthUm;
            optional double scale;
            optional int32 count;
            optional int32 low80;
            optional int32 high80;
            optional int32 low95;
            optional int32 high95;
            optional binary warning (STRING);
            required binary status (STRING);
            required double seconds;
            required int64 length;
            required int64 modified;
            required binary model (STRING);
          }
          """);

  /** A row a cell; an intensity a channel of the file. */
  static final MessageType CELLS =
      MessageTypeParser.parseMessageType(
          """
          message cells {
            required binary path (STRING);
            optional binary well (STRING);
            optional int32 field;
            required int32 label;
            required int32 area;
            required double centroidRow;
            required double centroidColumn;
            required int32 minRow;
            required int32 minColumn;
            required int32 maxRow;
            required int32 maxColumn;
            required double perimeter;
            required double circularity;
            required double majorAxis;
            required double minorAxis;
            required double eccentricity;
            required double orientation;
            required boolean touchesBorder;
            optional double probability;
            optional double areaUm2;
            optional group intensities (LIST) {
              repeated group list {
                required group element {
                  required binary channel (STRING);
                  required double mean;
                  required double integrated;
                }
              }
            }
          }
          """);

  private final SimpleGroupFactory groups;
  private final ParquetWriter<Group> writer;

  /** Begins a file. */
  ParquetRows(Path file, MessageType type, Configuration conf) throws IOException {
    this.groups = new SimpleGroupFactory(type);
    this.writer =
        ExampleParquetWriter.builder(HadoopOutputFile.fromPath(file, conf))
            .withType(type)
            .withConf(conf)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build();
  }

  /** Adds an image. */
  void add(
      FileListing.Entry found, Optional<FieldName> name, ImageRow row, double seconds, String model)
      throws IOException {
    Group group = begin(found, name).append("file", row.file());
    for (String column : ImageRow.COLUMNS) {
      String value = row.values().getOrDefault(column, "");
      if (!value.isEmpty()) {
        switch (IMAGES.getType(column).asPrimitiveType().getPrimitiveTypeName()) {
          case INT32 -> group.append(column, Integer.parseInt(value));
          case DOUBLE -> group.append(column, Double.parseDouble(value));
          default -> group.append(column, value);
        }
      }
    }
    writer.write(
        group
            .append("status", row.status())
            .append("seconds", seconds)
            .append("length", found.length())
            .append("modified", found.modified())
            .append("model", model));
  }

  /** Adds a cell. */
  void add(
      FileListing.Entry found, Optional<FieldName> name, Cell cell, Optional<PixelSize> pixelSize)
      throws IOException {
    Group group =
        begin(found, name)
            .append("label", cell.label())
            .append("area", cell.area())
            .append("centroidRow", cell.centroidRow())
            .append("centroidColumn", cell.centroidColumn())
            .append("minRow", cell.minRow())
            .append("minColumn", cell.minColumn())
            .append("maxRow", cell.maxRow())
            .append("maxColumn", cell.maxColumn())
            .append("perimeter", cell.perimeter())
            .append("circularity", cell.circularity())
            .append("majorAxis", cell.majorAxis())
            .append("minorAxis", cell.minorAxis())
            .append("eccentricity", cell.eccentricity())
            .append("orientation", cell.orientation())
            .append("touchesBorder", cell.touchesBorder());
    cell.probability().ifPresent(probability -> group.append("probability", probability));
    pixelSize.ifPresent(size -> group.append("areaUm2", size.area() * cell.area()));
    Group list = group.addGroup("intensities");
    for (Cell.Intensity intensity : cell.intensities()) {
      list.addGroup("list")
          .addGroup("element")
          .append("channel", intensity.channel())
          .append("mean", intensity.mean())
          .append("integrated", intensity.integrated());
    }
    writer.write(group);
  }

  private Group begin(FileListing.Entry found, Optional<FieldName> name) {
    Group group = groups.newGroup().append("path", found.path());
    name.ifPresent(
        known -> group.append("well", known.well().name()).append("field", known.field()));
    return group;
  }

  /** Writes another file's rows, but for those of some paths. */
  void addAllBut(Path file, Set<String> paths, Configuration conf) throws IOException {
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file).withConf(conf).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        if (!paths.contains(row.getString("path", 0))) {
          writer.write(row);
        }
      }
    }
  }

  /** A column of images for a table of text, as {@link ImageRow} has it. */
  static String text(String column, Object value) {
    if (value == null) {
      return "";
    }
    return column.equals("scale")
        ? String.format(Locale.ROOT, "%.3f", (Double) value)
        : String.valueOf(value);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
