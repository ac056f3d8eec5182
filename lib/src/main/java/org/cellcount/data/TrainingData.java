package org.cellcount.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellcount.image.ImageSelection;

/**
 * What a network can be trained on, in whatever form it lies there: an npz file, a folder of images
 * with labels ({@link LabelledFolder}), or the folder or zip of {@link Bbbc038}.
 *
 * @param images crops of one size
 * @param leftOut what was not taken, and why
 */
public record TrainingData(CellDataset images, List<LeftOut> leftOut) {
  /** Rows and columns of the crops that fields are cut into. */
  public static final int CROP = 128;

  /** Median diameter that the cells of a field are brought down to, in pixels. */
  public static final double DIAMETER = 15;

  private static final String NPZ = "train_data.npz";

  /** Copies the list. */
  public TrainingData {
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
      return new TrainingData(NpzDataset.read(folder ? inside : source), List.of());
    }
    Fields all = readFields(source, selection);
    List<LeftOut> leftOut = new ArrayList<>(all.leftOut());
    List<MicroscopeField> large = new ArrayList<>();
    for (MicroscopeField field : all.fields()) {
      int shorter = Math.min(field.image().height(), field.image().width());
      if (shorter >= CROP) {
        large.add(field);
      } else {
        leftOut.add(
            new LeftOut(
                field.id(),
                String.format(
                    "is %dx%d, smaller than a crop of %dx%d",
                    field.image().height(), field.image().width(), CROP, CROP)));
      }
    }
    if (large.isEmpty()) {
      throw new IOException(source + " holds no image to train on; " + why(leftOut));
    }
    String name = String.valueOf(source.getFileName());
    return new TrainingData(Crops.halfOverlapping(name, large, CROP, DIAMETER), leftOut);
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
