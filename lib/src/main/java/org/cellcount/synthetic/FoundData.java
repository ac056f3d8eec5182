package org.cellcount.synthetic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cellcount.data.CellDataset;
import org.cellcount.data.NpzDataset;
import org.cellcount.image.GrayImage;

/**
 * The data there is: {@code train_data.npz} and, beside it, {@code test_images.npz}, or else
 * synthetic cells.
 *
 * @param train images with masks
 * @param testFile images without masks to predict, if there is such a file
 * @param origin where the data comes from and why, in a sentence
 */
public record FoundData(CellDataset train, Optional<Path> testFile, String origin) {
  /** Names the folder, or the training file itself. */
  public static final String VARIABLE = "CELLCOUNT_DATA";

  private static final String TRAIN = "train_data.npz";
  private static final String TEST = "test_images.npz";
  private static final int SYNTHETIC_IMAGES = 2000;
  private static final long TRAIN_SEED = 42;
  private static final long TEST_SEED = 43;

  /** Finds data, with 2,000 synthetic images if there is none; see {@link #find(int)}. */
  public static FoundData find() throws IOException {
    return find(SYNTHETIC_IMAGES);
  }

  /**
   * Finds data: what {@code CELLCOUNT_DATA} names, else {@code data/train_data.npz} of this or a
   * parent folder, else synthetic cells.
   *
   * @param syntheticImages how many to generate if nothing is found
   * @throws IOException if {@code CELLCOUNT_DATA} names nothing readable, or a file is broken
   */
  public static FoundData find(int syntheticImages) throws IOException {
    String named = System.getenv(VARIABLE);
    return find(
        named == null || named.isBlank() ? Optional.empty() : Optional.of(Path.of(named)),
        Path.of("").toAbsolutePath(),
        syntheticImages);
  }

  static FoundData find(Optional<Path> named, Path here, int syntheticImages) throws IOException {
    if (named.isPresent()) {
      Path file = Files.isDirectory(named.get()) ? named.get().resolve(TRAIN) : named.get();
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            VARIABLE
                + " names "
                + named.get()
                + ", expected a folder with "
                + TRAIN
                + " or such a file");
      }
      return read(file, "read from " + file.getFileName() + ", which " + VARIABLE + " names");
    }
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      Path file = folder.resolve("data").resolve(TRAIN);
      if (Files.isRegularFile(file)) {
        return read(file, "read from data/" + TRAIN);
      }
    }
    return new FoundData(
        SyntheticCells.generate(syntheticImages, TRAIN_SEED),
        Optional.empty(),
        "synthetic, because neither "
            + VARIABLE
            + " nor data/"
            + TRAIN
            + " is there; environment/get-data fetches real ones");
  }

  private static FoundData read(Path file, String origin) throws IOException {
    Path test = file.resolveSibling(TEST);
    return new FoundData(
        NpzDataset.read(file),
        Files.isRegularFile(test) ? Optional.of(test) : Optional.empty(),
        origin);
  }

  /**
   * Images to predict: the test file's, or as many synthetic ones that training never shows.
   *
   * @throws IOException if the file is broken
   */
  public List<GrayImage> testImages() throws IOException {
    return testFile.isPresent()
        ? NpzDataset.readImages(testFile.get())
        : SyntheticCells.generate(train.size(), TEST_SEED).images();
  }
}
