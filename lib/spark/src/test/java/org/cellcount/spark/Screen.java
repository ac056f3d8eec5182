package org.cellcount.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.cellcount.export.Output;
import org.cellcount.measure.Cell;
import org.cellcount.microscopy.ImageFiles;
import org.cellcount.plate.Cluster;
import org.cellcount.plate.ClusterCount;
import org.cellcount.plate.FieldNames;
import org.cellcount.predict.ImageCounter;
import org.cellcount.predict.ImageRow;
import org.cellcount.predict.RowCounter;
import org.cellcount.predict.TrainedModel;
import org.cellcount.synthetic.SyntheticPlate;
import org.cellcount.synthetic.SyntheticWell;
import org.cellcount.target.Pretrained;

/** Two small plates on disk, and what one process and a cluster count on them. */
record Screen(Path folder) {
  private static final int SIZE = 64;

  /** Writes so many fields of either plate. */
  static Screen write(Path folder, int fields) throws IOException {
    SyntheticPlate plate = new SyntheticPlate(SIZE, 1);
    for (int p = 1; p <= 2; p++) {
      for (int i = 1; i <= fields; i++) {
        Path file = folder.resolve("P" + p).resolve("B%02d_f%d.png".formatted(1 + i % 12, i));
        ImageFiles.writePng(file, plate.field(SyntheticWell.of(i % 9), p, i).image());
      }
    }
    return new Screen(folder);
  }

  ClusterCount.Job job(String master, Map<String, String> settings, Path output) {
    return job(master, settings, List.of(folder.toString()), output);
  }

  static ClusterCount.Job job(
      String master, Map<String, String> settings, List<String> inputs, Path output) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.put("spark.driver.host", "127.0.0.1");
    all.put("spark.driver.bindAddress", "127.0.0.1");
    return new ClusterCount.Job(
        new Cluster(master, all),
        inputs,
        Optional.empty(),
        true,
        Path.of(Pretrained.NAME),
        ImageCounter.Options.defaults(output),
        output.toString(),
        Set.of(Output.CELLS),
        FieldNames.ANY);
  }

  static ClusterCount spark() {
    return new SparkCount(Duration.ofMillis(200));
  }

  /** What one process counts: the row of each image and those of its cells, by file. */
  SortedMap<String, List<String>> counted() throws IOException {
    SortedMap<String, List<String>> counted = new TreeMap<>();
    try (TrainedModel model = TrainedModel.pretrained()) {
      RowCounter counter =
          new RowCounter(new ImageCounter(model, ImageCounter.Options.defaults(folder)));
      for (Path file : files(folder, ".png")) {
        List<String> lines = new ArrayList<>();
        ImageRow row =
            counter.count(
                file,
                file.getFileName().toString(),
                image -> image.cells().forEach(cell -> lines.add(line(cell))));
        lines.add(0, row.values().get("count") + " " + row.values().getOrDefault("high95", ""));
        counted.put(name(file.toString()), lines);
      }
    }
    return counted;
  }

  private static String line(Cell cell) {
    return cell.label()
        + " "
        + cell.area()
        + " "
        + cell.centroidRow()
        + " "
        + cell.perimeter()
        + " "
        + cell.probability()
        + " "
        + cell.meanIntensity();
  }

  /** The same of a folder of results. */
  static SortedMap<String, List<String>> counted(Path output) throws IOException {
    SortedMap<String, List<String>> counted = new TreeMap<>();
    for (Group image : rows(output, OutputFolder.IMAGES)) {
      List<String> lines = new ArrayList<>();
      // An image that earns a warning has no interval.
      boolean sure = image.getFieldRepetitionCount("high95") > 0;
      String high = sure ? String.valueOf(image.getInteger("high95", 0)) : "";
      lines.add(image.getInteger("count", 0) + " " + high);
      if (counted.put(name(image.getString("path", 0)), lines) != null) {
        throw new IOException(image.getString("path", 0) + " twice");
      }
    }
    for (Group cell : rows(output, OutputFolder.CELLS)) {
      counted.get(name(cell.getString("path", 0))).add(line(cell));
    }
    return counted;
  }

  private static String line(Group cell) {
    Group intensity = cell.getGroup("intensities", 0).getGroup("list", 0).getGroup("element", 0);
    return cell.getInteger("label", 0)
        + " "
        + cell.getInteger("area", 0)
        + " "
        + cell.getDouble("centroidRow", 0)
        + " "
        + cell.getDouble("perimeter", 0)
        + " OptionalDouble["
        + cell.getDouble("probability", 0)
        + "] "
        + intensity.getDouble("mean", 0);
  }

  /** The rows of a table, in the order of the files and of the rows in them. */
  static List<Group> rows(Path output, String table) throws IOException {
    List<Group> rows = new ArrayList<>();
    for (Path file : files(output.resolve(table), ".parquet")) {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
      try (ParquetReader<Group> reader =
          ParquetReader.builder(new GroupReadSupport(), path)
              .withConf(new Configuration())
              .build()) {
        for (Group row = reader.read(); row != null; row = reader.read()) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  static List<Path> files(Path folder, String ending) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  /** Plate and file. */
  private static String name(String path) {
    String[] parts = path.split("/", -1);
    return parts[parts.length - 2] + "/" + parts[parts.length - 1];
  }
}
