package org.cellcount.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cellcount.augment.Augmentation;
import org.cellcount.count.Components;
import org.cellcount.count.Connectivity;
import org.cellcount.microscopy.ImageSelection;

/**
 * What a network can be trained on, in whatever form it lies there: an npz file, a folder of images
 * with labels ({@link LabelledFolder}), or the folder or zip of {@link Bbbc038}.
 *
 * @param images crops of one size
 * @param fields whole fields that they were cut from, by their group; none if they came as they are
 * @param leftOut what was not taken, and why
 */
public record TrainingData(
    CellDataset images, List<MicroscopeField> fields, List<LeftOut> leftOut) {
  /** Rows and columns of the crops that fields are cut into. */
  public static final int CROP = 128;

  /** Median diameter that the cells of a field are brought down to, in pixels. */
  public static final double DIAMETER = 15;

  private static final String NPZ = "train_data.npz";

  /** Rows and columns of the tiles that parts are taken from at random. */
  public static final int TILE = 256;

  /** Median diameter that the cells of a field in tiles are brought down to, in pixels. */
  public static final double TILE_DIAMETER = 24;

  /** How often an epoch takes a field of one tile; one of two tiles a time less, and so on. */
  private static final int MOST_TIMES = 3;

  /** Copies the lists. */
  public TrainingData {
    fields = List.copyOf(fields);
    leftOut = List.copyOf(leftOut);
  }

  /** Fields before they are cut, and what was not taken. */
  public record Fields(List<MicroscopeField> fields, List<LeftOut> leftOut) {}

  /**
   * Reads an npz file as it is, or cuts fields into crops.
   *
   * @param selection which image of files with several; for an npz file it must be {@link
   *     ImageSelection#NONE}
   * @throws IOException if there is nothing, or nothing that can be used; the message names it and
   *     what was expected
   */
  public static TrainingData read(Path source, ImageSelection selection) throws IOException {
    Path inside = source.resolve(NPZ);
    boolean folder = Files.isDirectory(source);
    if (folder ? Files.isRegularFile(inside) : !isZip(source)) {
      if (!selection.equals(ImageSelection.NONE)) {
        throw new IOException(source + " holds one image each: a channel or plane is not chosen");
      }
      CellDataset images = NpzDataset.read(folder ? inside : source);
      checkNumbered(source, images);
      return of(images);
    }
    Fields all = readFields(source, selection);
    List<LeftOut> leftOut = new ArrayList<>(all.leftOut());
    List<MicroscopeField> large = new ArrayList<>();
    for (MicroscopeField field : all.fields()) {
      Optional<String> reason = unusable(field);
      reason.ifPresent(why -> leftOut.add(new LeftOut(field.id(), why)));
      if (reason.isEmpty()) {
        large.add(field);
      }
    }
    if (large.isEmpty()) {
      throw new IOException(source + " holds no image to train on; " + why(leftOut));
    }
    String name = String.valueOf(source.getFileName());
    CellDataset crops = Crops.halfOverlapping(name, large, CROP, DIAMETER);
    return new TrainingData(crops, large, leftOut);
  }

  private static Optional<String> unusable(MicroscopeField field) {
    int height = field.image().height();
    int width = field.image().width();
    if (FieldCheck.isOneBlob(field)) {
      return Optional.of(
          "its labels are one blob over more than a quarter of the image, expected a number for"
              + " each cell");
    }
    return Math.min(height, width) < CROP
        ? Optional.of(
            String.format("is %dx%d, smaller than a crop of %dx%d", height, width, CROP, CROP))
        : Optional.empty();
  }

  /** Labels that number nothing are masks under another name. */
  private static void checkNumbered(Path source, CellDataset images) throws IOException {
    IntStream all = IntStream.range(0, images.size()).parallel();
    if (images.hasLabels() && all.allMatch(i -> images.cells(i).count() <= 1)) {
      IntStream several = IntStream.range(0, images.size()).parallel();
      if (several.anyMatch(
          i -> Components.label(images.cells(i).foreground(), Connectivity.EIGHT).max() > 1)) {
        throw new IOException(
            source
                + ": its labels tell no cell from another, expected a number for each, or no labels");
      }
    }
  }

  /** Images that came as they are. */
  public static TrainingData of(CellDataset images) {
    return new TrainingData(images, List.of(), List.of());
  }

  /**
   * What a network learns from that is trained with an augmentation. Most augmentations get the
   * crops as they are. One that takes its own parts of larger pictures gets the fields that the
   * crops to train on were cut from, in as few tiles as cover them; small fields, of which there
   * are few parts, up to three times an epoch. Images that came as they are stay so.
   *
   * @param crops {@link #images}, or some of them, cut in two
   * @return the same to validate on, and what to train on
   */
  public Split learning(Split crops, Augmentation augmentation) {
    if (fields.isEmpty() || augmentation.crop().isEmpty()) {
      return crops;
    }
    CellDataset training = crops.training();
    int[] groups = IntStream.range(0, training.size()).map(training::group).distinct().toArray();
    List<MicroscopeField> whole = IntStream.of(groups).mapToObj(fields::get).toList();
    CellDataset tiles = Crops.covering(training.name(), whole, TILE, TILE_DIAMETER);
    Map<Integer, Integer> number = new HashMap<>();
    IntStream.range(0, tiles.size()).forEach(i -> number.merge(tiles.group(i), 1, Integer::sum));
    int[] often =
        IntStream.range(0, tiles.size())
            .flatMap(i -> IntStream.generate(() -> i).limit(times(number.get(tiles.group(i)))))
            .toArray();
    return new Split(tiles.subset(often), crops.validation());
  }

  private static int times(int tiles) {
    return Math.max(1, MOST_TIMES + 1 - tiles);
  }

  /**
   * Reads whole images with their cells from a folder or zip.
   *
   * @throws IOException if it is neither a folder of labelled images nor laid out as BBBC038
   */
  public static Fields readFields(Path source, ImageSelection selection) throws IOException {
    if (!Files.exists(source)) {
      throw new IOException(source + " does not exist");
    }
    if (LabelledFolder.isOne(source)) {
      LabelledFolder folder = LabelledFolder.read(source, selection);
      return new Fields(folder.fields(), folder.leftOut());
    }
    Bbbc038 collection;
    try {
      collection = Bbbc038.read(source, (done, all) -> {});
    } catch (IOException e) {
      throw new IOException(
          source
              + " holds no images with labels: expected name.tif beside name_masks.tif, or images/"
              + " beside masks/, or the layout of BBBC038",
          e);
    }
    return new Fields(collection.fields(), collection.leftOut());
  }

  private static boolean isZip(Path file) {
    return LabelFiles.ending(file.toString()).equals(".zip");
  }

  private static String why(List<LeftOut> leftOut) {
    return leftOut.isEmpty() ? "it is empty" : "left out " + leftOut.get(0);
  }
}
