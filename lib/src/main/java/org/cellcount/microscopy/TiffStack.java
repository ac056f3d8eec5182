package org.cellcount.microscopy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.cellcount.image.PixelSize;

/**
 * Which image of a TIFF is which channel, plane and frame. Told by an OME or ImageJ description if
 * there is one; pages of the same size are planes otherwise. Smaller copies are left out, whether
 * they are marked as such or have the shape of the largest.
 */
final class TiffStack {
  private static final int LONGEST_DESCRIPTION = 1 << 26;

  private final String name;
  private final List<TiffDirectory> directories;
  private final long fileBytes;

  /**
   * Where the images lie.
   *
   * @param channels names
   * @param colour whether the first three are red, green and blue
   * @param planes of a stack
   * @param frames of a series
   * @param places ((frame * planes) + plane) * channels + channel
   * @param pixelSize if known
   * @param plainIndex whether the values of a palette are meant as they are
   */
  record Found(
      List<String> channels,
      boolean colour,
      int planes,
      int frames,
      List<Place> places,
      Optional<PixelSize> pixelSize,
      boolean plainIndex) {
    /** The same with these names, if there is one for each channel. */
    Found named(List<String> names) {
      return names.size() == channels.size()
          ? new Found(names, colour, planes, frames, places, pixelSize, plainIndex)
          : this;
    }

    Place at(int channel, int plane, int frame) {
      return places.get((frame * planes + plane) * channels.size() + channel);
    }
  }

  /** One sample of a page that lies so many bytes behind the one its directory describes. */
  record Place(TiffPage page, long shift, int sample) {}

  TiffStack(List<TiffDirectory> directories, long fileBytes, String name) {
    this.directories = directories;
    this.fileBytes = fileBytes;
    this.name = name;
  }

  Found find() throws IOException {
    TiffDirectory first = directories.get(0);
    String description =
        first.count(TiffTag.DESCRIPTION) > LONGEST_DESCRIPTION
            ? ""
            : first.text(TiffTag.DESCRIPTION);
    if (OmeDescription.isOne(description)) {
      return ome(OmeDescription.of(description, name));
    }
    List<TiffPage> pages = pages();
    if (ImageJDescription.isOne(description)) {
      return imageJ(pages, ImageJDescription.of(description));
    }
    int planes = pages.size();
    long stack = first.count(TiffTag.METAMORPH_STACK);
    if (planes == 1 && stack > 1) {
      planes = (int) Math.min(stack, Integer.MAX_VALUE);
    }
    Optional<PixelSize> size =
        PixelSizes.ofResolution(
            first.ratio(TiffTag.Y_RESOLUTION),
            first.ratio(TiffTag.X_RESOLUTION),
            first.number(TiffTag.RESOLUTION_UNIT, 2));
    return found(images(pages, planes), 1, planes, 1, size, false);
  }

  /** The pages of the largest size; those of another must be smaller copies. */
  private List<TiffPage> pages() throws IOException {
    List<TiffPage> pages = new ArrayList<>();
    TiffPage largest = null;
    for (TiffDirectory directory : directories) {
      if (!TiffPage.isReduced(directory)) {
        TiffPage page = new TiffPage(directory, name);
        pages.add(page);
        if (largest == null
            || (long) page.height * page.width > (long) largest.height * largest.width) {
          largest = page;
        }
      }
    }
    if (largest == null) {
      throw new IOException(name + " holds only reduced copies of an image: save the image itself");
    }
    List<TiffPage> full = new ArrayList<>();
    for (TiffPage page : pages) {
      if (page.matches(largest)) {
        full.add(page);
      } else if (!isCopy(page, largest)) {
        throw new IOException(
            String.format(
                "%s holds images of several kinds (%s, %s): save each as a file of its own",
                name, largest.text(), page.text()));
      }
    }
    return full;
  }

  private static boolean isCopy(TiffPage page, TiffPage largest) {
    double factor = (double) largest.width / page.width;
    return factor > 1.2 && Math.abs(largest.height / factor - page.height) <= 1 + 1 / factor;
  }

  /** So many images, of a page each or one behind the other from the first page on. */
  private List<Place> images(List<TiffPage> pages, int number) throws IOException {
    TiffPage first = pages.get(0);
    List<Place> images = new ArrayList<>();
    if (pages.size() >= number) {
      pages.subList(0, number).forEach(page -> images.add(new Place(page, 0, 0)));
      return images;
    }
    if (pages.size() > 1 || !first.isPlain()) {
      throw new IOException(
          String.format(
              "%s is cut short: it tells of %d images and holds %d", name, number, pages.size()));
    }
    long bytes = first.imageBytes();
    if (bytes > (fileBytes - first.offsets()[0]) / number) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s is cut short: it tells of %d images of %,d bytes",
              name,
              number,
              bytes));
    }
    for (int i = 0; i < number; i++) {
      images.add(new Place(first, i * bytes, 0));
    }
    return images;
  }

  private Found imageJ(List<TiffPage> pages, ImageJDescription description) throws IOException {
    int channels = description.number("channels");
    int planes = description.number("slices");
    int frames = description.number("frames");
    int images = Math.max(description.number("images"), pages.size());
    if ((long) channels * planes * frames != images) {
      channels = 1;
      planes = images;
      frames = 1;
    }
    TiffDirectory first = pages.get(0).tags();
    Optional<PixelSize> size =
        PixelSizes.of(
            inverse(first.ratio(TiffTag.Y_RESOLUTION)),
            inverse(first.ratio(TiffTag.X_RESOLUTION)),
            description.unit());
    return found(images(pages, images), channels, planes, frames, size, true);
  }

  private static OptionalDouble inverse(OptionalDouble ratio) {
    return ratio.isPresent() ? OptionalDouble.of(1 / ratio.getAsDouble()) : ratio;
  }

  private Found ome(OmeDescription description) throws IOException {
    TiffPage first =
        new TiffPage(directories.get(description.firstDirectory(directories.size())), name);
    int samples = first.channelSamples().length;
    int[] numbers = description.directories(samples, directories.size());
    List<Place> images = new ArrayList<>();
    for (int number : numbers) {
      TiffPage page = new TiffPage(directories.get(number), name);
      if (!page.matches(first)) {
        throw new IOException(
            String.format(
                "%s holds images of several kinds (%s, %s): save each as a file of its own",
                name, first.text(), page.text()));
      }
      images.add(new Place(page, 0, 0));
    }
    int channels = images.size() / description.planes() / description.frames();
    Found found =
        found(
            images,
            channels,
            description.planes(),
            description.frames(),
            description.pixelSize(),
            true);
    return found.colour() ? found : found.named(description.channelNames());
  }

  /** Every channel sample of every image, images in the order channel, plane, frame. */
  private Found found(
      List<Place> images,
      int channels,
      int planes,
      int frames,
      Optional<PixelSize> size,
      boolean plainIndex)
      throws IOException {
    TiffPage first = images.get(0).page();
    first.checkFits(fileBytes);
    int[] samples = first.channelSamples();
    List<Place> places = new ArrayList<>();
    for (Place image : images) {
      for (int sample : samples) {
        places.add(new Place(image.page(), image.shift(), sample));
      }
    }
    boolean colour = channels == 1 && first.isColour();
    List<String> names =
        IntStream.range(0, channels * samples.length)
            .mapToObj(i -> colour && i < 3 ? ImageLayout.COLOURS.get(i) : String.valueOf(i + 1))
            .toList();
    return new Found(names, colour, planes, frames, places, size, plainIndex);
  }
}
