package org.cellcount.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import org.cellcount.data.Bbbc038;
import org.cellcount.data.CellDataset;
import org.cellcount.data.NpzDataset;
import org.cellcount.data.TrainingData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Converts a copy of BBBC038 to {@code train_data.npz}: crops of 128x128 with 2 to 28 cells. */
@Command(
    name = "get-data",
    sortOptions = false,
    customSynopsis = "org.cellcount.cli.ConvertBbbc038 [--force] SOURCE FOLDER",
    description = {
      "Converts a copy of the BBBC038 images to train_data.npz: crops of 128x128 with 2 to 28 cells."
    })
public final class ConvertBbbc038 extends ShellCommand {
  private static final int CROP = TrainingData.CROP;
  private static final int FEWEST = 2;
  private static final int MOST = 28;

  @Option(names = "--force", description = "overwrites a train_data.npz that is there")
  private boolean force;

  @Parameters(index = "0", paramLabel = "SOURCE", description = "the zip file, or its folder")
  private Path source;

  @Parameters(index = "1", paramLabel = "FOLDER", description = "where train_data.npz goes")
  private Path folder;

  /** See {@code environment/get-data --help}. */
  public static void main(String[] arguments) {
    run(new ConvertBbbc038(), arguments);
  }

  @Override
  void work() throws IOException {
    Path target = folder.resolve("train_data.npz");
    if (Files.exists(target) && !force) {
      throw new IOException(target + " exists: give --force to overwrite it");
    }
    Bbbc038 collection = Bbbc038.read(source, this::tell);
    out().println();
    collection.leftOut().forEach(left -> out().println("left out: " + left));
    if (collection.fields().isEmpty()) {
      throw new IOException(source + " holds no fluorescence image with masks");
    }
    CellDataset crops = crops(collection);
    NpzDataset.write(target, crops);
    out()
        .printf(
            Locale.ROOT,
            "wrote %s: %d crops of %d images, %.1f cells each%n",
            target,
            crops.size(),
            IntStream.range(0, crops.size()).map(crops::group).distinct().count(),
            IntStream.of(crops.trueCounts()).average().orElseThrow());
  }

  private void tell(int done, int all) {
    if (done % 10 == 0 || done == all) {
      out().printf("\rreading %d of %d images", done, all);
    }
  }

  private CellDataset crops(Bbbc038 collection) throws IOException {
    CellDataset all = collection.crops(CROP, TrainingData.DIAMETER);
    int[] kept =
        IntStream.range(0, all.size())
            .filter(i -> all.trueCount(i) >= FEWEST && all.trueCount(i) <= MOST)
            .toArray();
    out()
        .printf(
            "%d images cut into %d crops of %dx%d; %d with %d to %d cells are kept%n",
            collection.fields().size(), all.size(), CROP, CROP, kept.length, FEWEST, MOST);
    if (kept.length == 0) {
      throw new IOException(source + " yields no crop with " + FEWEST + " to " + MOST + " cells");
    }
    return all.subset(kept);
  }
}
