package org.cellcount.microscopy;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import javax.imageio.stream.ImageInputStream;

/** The samples of a TIFF. */
final class TiffSource implements SampleSource {
  private static final int PALETTE_BITS = 16;

  private final ImageInputStream in;
  private final TiffPixels pixels;
  private final TiffStack.Found stack;
  private final ImageLayout layout;

  /** Red, green and blue by index; none where samples are values. */
  private final float[][] palette;

  private TiffSource(ImageInputStream in, TiffStack.Found stack, String name) throws IOException {
    this.in = in;
    this.pixels = new TiffPixels(in);
    this.stack = stack;
    TiffPage page = stack.places().get(0).page();
    boolean indexed = page.photometric == TiffTag.PALETTE && !stack.plainIndex();
    this.palette = indexed ? palette(page) : new float[0][];
    boolean colour = indexed ? palette.length == 3 : stack.colour() && stack.channels().size() >= 3;
    this.layout =
        new ImageLayout(
            name,
            page.height,
            page.width,
            indexed && colour ? ImageLayout.COLOURS : stack.channels(),
            colour,
            stack.planes(),
            stack.frames(),
            stack.pixelSize(),
            indexed ? SampleKind.unsigned(PALETTE_BITS) : page.kind());
  }

  /**
   * Reads the directories.
   *
   * @throws IOException if the file is damaged or of a kind that is not read
   */
  static TiffSource open(ImageInputStream in, String name) throws IOException {
    try {
      List<TiffDirectory> directories = TiffDirectory.readAll(in, name);
      return new TiffSource(in, new TiffStack(directories, in.length(), name).find(), name);
    } catch (EOFException | ArithmeticException e) {
      throw new IOException(name + " is cut short or damaged", e);
    }
  }

  /** One list if the palette is gray, else three. */
  private static float[][] palette(TiffPage page) throws IOException {
    long[] colours = page.tags().numbers(TiffTag.COLOR_MAP);
    if (page.samples != 1 || page.bits > PALETTE_BITS || colours.length != 3 << page.bits) {
      throw page.refused("has a palette that does not fit its samples");
    }
    int size = colours.length / 3;
    boolean gray = true;
    float[][] palette = new float[3][size];
    for (int i = 0; i < size; i++) {
      gray &= colours[i] == colours[size + i] && colours[i] == colours[2 * size + i];
      for (int c = 0; c < 3; c++) {
        palette[c][i] = colours[c * size + i];
      }
    }
    return gray ? new float[][] {palette[0]} : palette;
  }

  @Override
  public ImageLayout layout() {
    return layout;
  }

  @Override
  public void read(
      int channel, int plane, int frame, int row, int column, int height, int width, float[] target)
      throws IOException {
    boolean indexed = palette.length > 0;
    TiffStack.Place place = stack.at(indexed ? 0 : channel, plane, frame);
    try {
      pixels.read(place.page(), place.shift(), place.sample(), row, column, height, width, target);
    } catch (EOFException e) {
      throw new IOException(layout.name() + " is cut short or damaged", e);
    }
    if (indexed) {
      for (int i = 0; i < target.length; i++) {
        target[i] = palette[channel][(int) target[i]];
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
