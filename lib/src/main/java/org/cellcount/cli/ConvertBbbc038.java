package org.cellcount.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.cellcount.data.Bbbc038;
import org.cellcount.data.CellDataset;
import org.cellcount.data.NpzDataset;

/** Converts a copy of BBBC038 to {@code train_data.npz}: crops of 128x128 with 2 to 28 cells. */
public final class ConvertBbbc038 {
  private static final int CROP = 128;
  private static final double DIAMETER = 15;
  private static final int FEWEST = 2;
  private static final int MOST = 28;
  private static final String FORCE = "--force";

  private ConvertBbbc038() {}

  /**
   * Runs the conversion; exits with 2 on wrong arguments and with 1 if it fails.
   *
   * @param arguments the zip file or folder, the folder to write to, and {@code --force} to
   *     overwrite
   */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    List<String> paths = arguments.stream().filter(argument -> !argument.equals(FORCE)).toList();
    if (paths.size() != 2) {
      err.println("arguments: <BBBC038 zip or folder> <output folder> [" + FORCE + "]");
      return 2;
    }
    Path source = Path.of(paths.get(0));
    Path target = Path.of(paths.get(1)).resolve("train_data.npz");
    if (Files.exists(target) && !arguments.contains(FORCE)) {
      err.println(target + " exists: give " + FORCE + " to overwrite it");
      return 1;
    }
    try {
      convert(source, target, out);
      return 0;
    } catch (IOException | IllegalArgumentException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private static void convert(Path source, Path target, PrintStream out) throws IOException {
    Bbbc038 collection =
        Bbbc038.read(
            source,
            (done, all) -> {
              if (done % 10 == 0 || done == all) {
                out.printf("\rreading %d of %d images", done, all);
              }
            });
    out.println();
    collection.leftOut().forEach(left -> out.println("left out: " + left));
    if (collection.fields().isEmpty()) {
      throw new IOException(source + " holds no fluorescence image with masks");
    }
    CellDataset all = collection.crops(CROP, DIAMETER);
    int[] kept =
        IntStream.range(0, all.size())
            .filter(i -> all.trueCount(i) >= FEWEST && all.trueCount(i) <= MOST)
            .toArray();
    out.printf(
        "%d images cut into %d crops of %dx%d; %d with %d to %d cells are kept%n",
        collection.fields().size(), all.size(), CROP, CROP, kept.length, FEWEST, MOST);
    if (kept.length == 0) {
      throw new IOException(source + " yields no crop with " + FEWEST + " to " + MOST + " cells");
    }
    CellDataset crops = all.subset(kept);
    NpzDataset.write(target, crops);
    out.printf(
        Locale.ROOT,
        "wrote %s: %d crops of %d images, %.1f cells each%n",
        target,
        crops.size(),
        IntStream.range(0, crops.size()).map(crops::group).distinct().count(),
        IntStream.of(crops.trueCounts()).average().orElseThrow());
  }
}
