package org.cellcount.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.cellcount.data.FieldCheck;
import org.cellcount.data.LeftOut;
import org.cellcount.data.MicroscopeField;
import org.cellcount.data.TrainingData;
import org.cellcount.image.Normalisation;
import org.cellcount.microscopy.ImageFiles;
import org.cellcount.plot.Picture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks through a folder of images with labels before a network is trained on it. */
@Command(
    name = "check-data",
    sortOptions = false,
    customSynopsis = "environment/check-data FOLDER [OPTIONS]",
    description = {
      "Looks through a folder of images with labels before a network is trained on it: draws the"
          + " cells over every image and says what is odd about them, and what was left out."
    },
    footer = {
      "",
      "The folder holds name.tif beside name_masks.tif, or images/ beside masks/; labels are TIFF or"
          + " PNG of 8, 16 or 32 bits, zips of ImageJ's ROIs, or GeoJSON of QuPath.",
      "",
      "environment/check-data my-labels/",
      "environment/train --data my-labels/"
    })
public final class CheckData extends ShellCommand {
  @Parameters(index = "0", paramLabel = "FOLDER", description = "images with labels")
  private Path folder;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      defaultValue = "results/check",
      description = "where the pictures go; default ${DEFAULT-VALUE}")
  private Path output;

  @Mixin private ImageOptions image;

  /** See {@code environment/check-data --help}. */
  public static void main(String[] arguments) {
    run(new CheckData(), arguments);
  }

  @Override
  void work() throws IOException {
    TrainingData.Fields all = TrainingData.readFields(folder, image.selection());
    List<FieldCheck> checks = FieldCheck.of(all.fields());
    for (int i = 0; i < checks.size(); i++) {
      MicroscopeField field = all.fields().get(i);
      ImageFiles.writePng(
          output.resolve(field.id() + ".png"),
          Picture.of(Normalisation.PERCENTILE.apply(field.image()))
              .outlines(field.labels())
              .render());
      tell(checks.get(i));
    }
    for (LeftOut left : all.leftOut()) {
      out().println("left out: " + left);
    }
    if (checks.isEmpty()) {
      throw new IOException(folder + " holds no image with labels that can be read");
    }
    long odd = checks.stream().filter(check -> !check.odd().isEmpty()).count();
    out()
        .printf(
            "%d images with %d cells, something odd in %d, %d files left out; pictures in %s%n",
            checks.size(),
            checks.stream().mapToLong(FieldCheck::cells).sum(),
            odd,
            all.leftOut().size(),
            output);
  }

  private void tell(FieldCheck check) {
    out()
        .printf(
            Locale.ROOT,
            "%s: %d cells of %.0f pixels across%n",
            check.id(),
            check.cells(),
            check.diameter());
    check.odd().forEach(sentence -> out().println("  odd: " + sentence));
  }
}
