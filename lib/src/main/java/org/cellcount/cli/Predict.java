package org.cellcount.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.cellcount.base.CsvText;
import org.cellcount.data.NpzDataset;
import org.cellcount.data.Submission;
import org.cellcount.data.SubmissionFormat;
import org.cellcount.export.Output;
import org.cellcount.image.GrayImage;
import org.cellcount.plate.Cluster;
import org.cellcount.plate.ClusterCount;
import org.cellcount.plate.FieldNames;
import org.cellcount.predict.BatchCount;
import org.cellcount.predict.ImageCounter;
import org.cellcount.predict.ImageInputs;
import org.cellcount.predict.ImageRow;
import org.cellcount.predict.ModelFingerprint;
import org.cellcount.predict.Patience;
import org.cellcount.predict.TrainedModel;
import org.cellcount.predict.Workers;
import org.cellcount.target.ModelFolder;
import org.cellcount.target.Pretrained;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Counts with a trained model: image files into a table of counts and files for other programs, or
 * an npz of images into a submission.
 */
@Command(
    name = "predict",
    sortOptions = false,
    customSynopsis = "environment/predict --input FOLDER|FILE... [OPTIONS]",
    description = {
      "Counts cells with the model that comes with the library or one of your own: image files into"
          + " counts.csv and what --write names, an npz file into submission.csv. The same command"
          + " goes on where it was stopped."
    },
    exitCodeListHeading = "%nExit code:%n",
    exitCodeList = {
      "0:every image was counted",
      "1:none was, or the results could not be written",
      "2:the arguments cannot be used",
      "3:some were not; counts.csv says why"
    },
    footer = {
      "",
      "environment/predict --input my-images/",
      "environment/predict --input plate/ --recursive --write rois,cells",
      "environment/predict --model results/model --input test_images.npz",
      "environment/predict --spark 'local[*]' --input screen/ --recursive --output counted/"
    })
public final class Predict extends ShellCommand {
  private static final String NPZ = ".npz";
  private static final String NONE = "none";
  private static final int SOME_FAILED = 3;
  private static final int REASONS = 10;

  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      defaultValue = Pretrained.NAME,
      description =
          "where environment/train has put it; default ${DEFAULT-VALUE}, the model that comes with"
              + " the library")
  private Path folder;

  @Option(
      names = "--input",
      paramLabel = "FOLDER|FILE",
      arity = "1..*",
      description =
          "image files (TIFF, PNG, JPEG, BMP), folders that hold them or patterns such as"
              + " 'plate/*/w1*.tif'; or an npz file of images")
  private List<String> inputs = List.of();

  @Option(
      names = "--list",
      paramLabel = "FILE",
      description = "a text file with one such path a line, from the folder of the file")
  private String list;

  @Option(names = "--recursive", description = "look into the folders inside a folder, too")
  private boolean recursive;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      defaultValue = "results/predictions",
      description = "default ${DEFAULT-VALUE}")
  private String output;

  @Option(
      names = "--write",
      paramLabel = "NAMES",
      split = ",",
      description =
          "what to write of each image: labels (label image, TIFF), rois (ImageJ ROI zip), geojson"
              + " (for QuPath), cells (table of cells), overlay (picture with outlines) or none;"
              + " default cells,overlay")
  private List<String> write;

  @Option(
      names = "--scale",
      paramLabel = "FACTOR",
      description =
          "reduce every image by this, above 0 up to 1; default: found for each image, so that its"
              + " cells are about as large as those the network was trained on")
  private Double scale;

  @Mixin private ImageOptions images;

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "a file that is not read within this is given up; default ${DEFAULT-VALUE}")
  private Long timeLimit;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      converter = Choice.Formats.class,
      completionCandidates = Choice.Formats.class,
      description = "first column of the submission: ${COMPLETION-CANDIDATES}; default index")
  private SubmissionFormat format;

  @Mixin private SparkOptions spark;

  @Option(
      names = "--names",
      paramLabel = "NAME|PATTERN",
      converter = Choice.Fields.class,
      completionCandidates = Choice.Fields.class,
      description =
          "with --spark, how files are named: ${COMPLETION-CANDIDATES}, any (default) or a regular"
              + " expression with the groups plate, well, field")
  private FieldNames names;

  private int exitCode;

  /** See {@code environment/predict --help}. */
  public static void main(String[] arguments) {
    run(new Predict(), arguments);
  }

  @Override
  int exitCode() {
    return exitCode;
  }

  @Override
  void work() throws IOException {
    checkScale();
    Set<Output> wanted = wanted();
    Optional<Cluster> cluster = spark.cluster();
    ImageCounter.Options options =
        new ImageCounter.Options(
            scale == null ? OptionalDouble.empty() : OptionalDouble.of(scale),
            images.selection(),
            images.pixelSize(),
            patience(),
            !wanted.isEmpty(),
            Path.of(cluster.isPresent() ? "" : output));
    if (cluster.isPresent()) {
      countOnCluster(cluster.get(), options, wanted);
      return;
    }
    if (names != null) {
      throw notApplying("--names", "counting without --spark");
    }
    Optional<Path> npz = npz();
    ImageInputs files = npz.isPresent() ? null : files();
    try (TrainedModel model = Pretrained.read(folder, path -> TrainedModel.load(path))) {
      if (!Pretrained.read(folder, path -> new ModelFolder(path).isFinished())) {
        out().println(folder + " is not trained to its end; this is its best epoch so far");
      }
      if (npz.isPresent()) {
        submit(model, npz.get());
      } else {
        countFiles(model, files, options, wanted);
      }
    }
  }

  private void checkScale() {
    if (scale != null) {
      try {
        TrainedModel.requireScale("scale", scale);
      } catch (IllegalArgumentException e) {
        throw wrong("--scale", e.getMessage());
      }
    }
  }

  private Patience patience() {
    try {
      return new Patience(Duration.ofSeconds(timeLimit));
    } catch (IllegalArgumentException e) {
      throw wrong("--time-limit", timeLimit + ", expected a number of seconds above 0");
    }
  }

  private Set<Output> wanted() {
    if (write == null) {
      return EnumSet.of(Output.CELLS, Output.OVERLAY);
    }
    Set<Output> wanted = EnumSet.noneOf(Output.class);
    for (String name : write) {
      if (!name.strip().equals(NONE) || write.size() > 1) {
        try {
          wanted.add(Output.of(name));
        } catch (IllegalArgumentException e) {
          throw wrong("--write", e.getMessage() + ", or none alone");
        }
      }
    }
    return wanted;
  }

  /** The npz file, if one is given; what does not apply to it is refused. */
  private Optional<Path> npz() throws IOException {
    if (inputs.stream().noneMatch(input -> input.toLowerCase(Locale.ROOT).endsWith(NPZ))) {
      if (format != null) {
        throw notApplying(
            "--format", "image files, which give no submission; expected an npz file");
      }
      return Optional.empty();
    }
    if (inputs.size() > 1 || list != null) {
      throw wrong("--input", String.join(", ", inputs) + ", expected one npz file alone");
    }
    Path npz = Path.of(inputs.get(0));
    if (write != null || recursive || images.given()) {
      throw notApplying(
          write != null ? "--write" : recursive ? "--recursive" : images.names(),
          npz + ", which gives a submission alone; expected image files");
    }
    if (!Files.exists(npz)) {
      throw new IOException(npz + " is missing, expected an npz file or a folder of images");
    }
    return Optional.of(npz);
  }

  private RuntimeException notApplying(String option, String to) {
    return refused("option '" + option + "' does not apply to " + to);
  }

  private ImageInputs files() throws IOException {
    requireInputs();
    List<String> paths = new ArrayList<>(inputs);
    if (list != null) {
      paths.addAll(ImageInputs.list(Path.of(list)));
    }
    return ImageInputs.find(paths, recursive, Path.of(output));
  }

  private static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }

  private void submit(TrainedModel model, Path npz) throws IOException {
    List<GrayImage> read = NpzDataset.readImages(npz);
    int[] counts =
        Workers.each(read, threads(), image -> count(model, image), count -> {}).stream()
            .mapToInt(Integer::intValue)
            .toArray();
    Path file = Path.of(output, "submission.csv");
    Submission.write(file, counts, format == null ? SubmissionFormat.INDEX : format);
    out().printf("%d images counted into %s%n", counts.length, file);
  }

  private int count(TrainedModel model, GrayImage image) {
    return (scale == null ? model.countAnyScale(image) : model.count(image, scale)).cells().count();
  }

  private void countFiles(
      TrainedModel model, ImageInputs files, ImageCounter.Options options, Set<Output> wanted)
      throws IOException {
    BatchCount batch =
        new BatchCount(
            new ImageCounter(model, options),
            "model " + Pretrained.read(folder, ModelFingerprint::of) + ", " + options.settings(),
            Path.of(output),
            wanted,
            threads());
    List<ImageRow> rows =
        batch.run(
            files,
            row ->
                say(row.file() + ": " + row.count().map(n -> n + " cells").orElse(row.status())));
    summarise(files, rows);
  }

  private void countOnCluster(Cluster cluster, ImageCounter.Options options, Set<Output> wanted)
      throws IOException {
    requireInputs();
    ClusterCount.Job job =
        new ClusterCount.Job(
            cluster,
            inputs,
            Optional.ofNullable(list),
            recursive,
            folder,
            options,
            output,
            write == null ? EnumSet.of(Output.CELLS) : wanted,
            names == null ? FieldNames.ANY : names);
    exitCode = SparkOptions.count(job, this::say, SOME_FAILED);
  }

  private void requireInputs() {
    if (inputs.isEmpty() && list == null) {
      throw refused("Missing required option: '--input=FOLDER|FILE' or '--list=FILE'");
    }
  }

  private void summarise(ImageInputs files, List<ImageRow> rows) {
    say("table: " + Path.of(output, "counts.csv"));
    files.skippedLines().forEach(this::say);
    Map<String, List<String>> failures = new LinkedHashMap<>();
    for (ImageRow row : rows) {
      if (!row.ok()) {
        failures.computeIfAbsent(row.reason(), key -> new ArrayList<>()).add(row.file());
      }
    }
    int failed = failures.values().stream().mapToInt(List::size).sum();
    say(rows.size() - failed + " of " + rows.size() + " images counted, " + failed + " failed");
    failures.entrySet().stream()
        .limit(REASONS)
        .forEach(
            e ->
                say(
                    "  "
                        + e.getValue().get(0)
                        + (e.getValue().size() > 1
                            ? " and " + (e.getValue().size() - 1) + " more"
                            : "")
                        + ": "
                        + e.getKey()));
    exitCode = failed == 0 ? 0 : failed == rows.size() ? 1 : SOME_FAILED;
  }

  private void say(String line) {
    out().println(CsvText.printable(line));
  }
}
