package org.cellcount.microscopy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellcount.base.Memory;
import org.cellcount.base.Names;
import org.cellcount.base.Require;
import org.cellcount.image.LabelImage;
import org.cellcount.image.PixelSize;

/**
 * An image file as microscopes and cameras write it, open for reading: PNG, JPEG, BMP, and TIFF
 * with several channels, planes and times. Which of its images is meant is said by an {@link
 * ImageSelection}:
 *
 * <pre>{@code
 * try (MicroscopeFile file = MicroscopeFile.open(Path.of("stack.ome.tif"))) {
 *   MicroscopeImage image = file.select(ImageSelection.NONE.withChannel("DAPI").withPlane(3));
 *   GrayImage all = image.read();
 *   GrayImage corner = image.read(0, 0, 512, 512);
 * }
 * }</pre>
 *
 * <p>Where a pyramid holds the same picture in several sizes, it is the largest. Not for use by two
 * threads at once.
 */
public final class MicroscopeFile implements Closeable {
  /** Beyond it, float32 does not hold every whole number. */
  private static final int LARGEST_LABEL = 1 << 24;

  private final SampleSource source;
  private final ImageLayout layout;
  private final String name;

  MicroscopeFile(SampleSource source) {
    this.source = source;
    this.layout = source.layout();
    this.name = layout.name();
  }

  /**
   * Opens a file; of a TIFF only its directories are read.
   *
   * @throws IOException if it is missing, broken, no image, or of a kind that is not read; the
   *     message names the file, the reason and, where there is one, a way out
   */
  public static MicroscopeFile open(Path file) throws IOException {
    return new MicroscopeFile(ImageDecoder.open(file));
  }

  /** The same from the bytes of a file; the name is for messages. */
  static MicroscopeFile open(byte[] file, String name) throws IOException {
    return new MicroscopeFile(ImageDecoder.open(file, name));
  }

  /** Rows. */
  public int height() {
    return layout.height();
  }

  /** Columns. */
  public int width() {
    return layout.width();
  }

  /** Names of the channels as the file has them; where it has none, their numbers from 1. */
  public List<String> channels() {
    return layout.channels();
  }

  /** Planes of a stack. */
  public int planes() {
    return layout.planes();
  }

  /** Times of a series. */
  public int frames() {
    return layout.frames();
  }

  /** Size of a pixel, if the file tells. */
  public Optional<PixelSize> pixelSize() {
    return layout.pixelSize();
  }

  /**
   * Chooses one image. In colour images where none is chosen, the luminance is taken if all colours
   * tell the same, else the strongest colour; {@link MicroscopeImage#taken} names it, and several
   * stains earn a warning.
   *
   * @throws IOException if what is not chosen is there more than once, or what is chosen is not
   *     there; the message lists what there is and names the option that chooses
   */
  public MicroscopeImage select(ImageSelection selection) throws IOException {
    List<Integer> planes = planes(selection);
    int frame = frame(selection);
    Projection projection = selection.projection().orElse(Projection.MAX);
    Samples samples = new Samples(source, planes, projection, frame);
    if (selection.channel().isPresent()) {
      int channel = channel(selection.channel().get());
      return new MicroscopeImage(samples.of(channel), layout, text(layout, channel), List.of());
    }
    if (layout.channels().size() == 1) {
      return new MicroscopeImage(samples.of(0), layout, "", List.of());
    }
    return new StainChannel(layout, samples).choose();
  }

  /** The values of the one image as labels; see {@link ImageFiles#readLabels}. */
  LabelImage readLabels() throws IOException {
    if (layout.channels().size() * layout.planes() * layout.frames() > 1) {
      throw new IOException(
          name + " holds several channels or planes, expected one of a number for each cell");
    }
    Memory.check(name, (long) height() * width() * (Float.BYTES + Integer.BYTES));
    float[] values =
        new Samples(source, List.of(0), Projection.MAX, 0).read(0, 0, height(), width());
    int[] labels = new int[values.length];
    for (int i = 0; i < labels.length; i++) {
      if (!(values[i] >= 0 && values[i] <= LARGEST_LABEL && values[i] == (int) values[i])) {
        throw new IOException(
            String.format(
                "%s holds %s, expected labels: whole numbers from 0 to %d",
                name, Require.at(values[i], i / width(), i % width()), LARGEST_LABEL));
      }
      labels[i] = (int) values[i];
    }
    return new LabelImage(height(), width(), labels);
  }

  /** The one image; of colours, their luminance. */
  MicroscopeImage selectPlain() throws IOException {
    return select(
        layout.colour()
            ? ImageSelection.NONE.withChannel(Samples.LUMINANCE_NAME)
            : ImageSelection.NONE);
  }

  /**
   * The same image in every channel, for measuring in each; what is taken of it is the channel's
   * name.
   *
   * @throws IOException as {@link #select}, but for the channel
   */
  public List<MicroscopeImage> selectEach(ImageSelection selection) throws IOException {
    List<MicroscopeImage> images = new ArrayList<>();
    for (int number = 1; number <= layout.channels().size(); number++) {
      images.add(select(selection.withChannel(String.valueOf(number))));
    }
    return images;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private int channel(String wanted) throws IOException {
    List<String> channels = layout.channels();
    if (layout.colour() && Names.same(wanted, Samples.LUMINANCE_NAME)) {
      return Samples.LUMINANCE;
    }
    for (int i = 0; i < channels.size(); i++) {
      if (channels.get(i).equalsIgnoreCase(wanted.strip())) {
        return i;
      }
    }
    for (int i = 0; i < channels.size(); i++) {
      if (String.valueOf(i + 1).equals(wanted.strip())) {
        return i;
      }
    }
    throw new IOException(
        name + " has no channel '" + wanted + "', expected one of " + listed(layout));
  }

  /** What a channel is called: a colour, or channel and its name. */
  static String text(ImageLayout layout, int channel) {
    if (channel == Samples.LUMINANCE) {
      return Samples.LUMINANCE_NAME;
    }
    String channelName = layout.channels().get(channel);
    return ImageLayout.COLOURS.contains(channelName) ? channelName : "channel " + channelName;
  }

  /** The channels with their numbers. */
  static String listed(ImageLayout layout) {
    String channels =
        IntStream.range(0, layout.channels().size())
            .mapToObj(
                i -> {
                  String number = String.valueOf(i + 1);
                  String channel = layout.channels().get(i);
                  return channel.equals(number) ? number : number + " " + channel;
                })
            .collect(Collectors.joining(", "));
    return layout.colour() ? channels + ", " + Samples.LUMINANCE_NAME : channels;
  }

  private List<Integer> planes(ImageSelection selection) throws IOException {
    int planes = layout.planes();
    if (selection.plane().isPresent()) {
      return List.of(number("plane", selection.plane().get(), planes));
    }
    if (planes > 1 && selection.projection().isEmpty()) {
      throw new IOException(
          String.format(
              "%s holds %d planes: choose one with --plane 1 to %d, or make them one with"
                  + " --projection max, mean or sum",
              name, planes, planes));
    }
    return IntStream.range(0, planes).boxed().toList();
  }

  private int frame(ImageSelection selection) throws IOException {
    int frames = layout.frames();
    if (selection.frame().isPresent()) {
      return number("frame", selection.frame().get(), frames);
    }
    if (frames > 1) {
      throw new IOException(
          String.format("%s holds %d frames: choose with --frames 1 to %d", name, frames, frames));
    }
    return 0;
  }

  private int number(String what, int number, int all) throws IOException {
    if (number > all) {
      throw new IOException(
          String.format("%s has no %s %d, expected 1 to %d", name, what, number, all));
    }
    return number - 1;
  }
}
