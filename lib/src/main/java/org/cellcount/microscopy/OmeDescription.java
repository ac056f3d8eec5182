package org.cellcount.microscopy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.cellcount.image.PixelSize;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The XML in an OME-TIFF (<a
 * href="https://docs.openmicroscopy.org/ome-model/6.2.2/ome-tiff/specification.html">format</a>):
 * the axes of its images, and which directory holds which.
 */
final class OmeDescription {
  private static final int MOST_IMAGES = 1 << 24;

  private final String name;
  private final Element pixels;
  private final int channels;
  private final int planes;
  private final int frames;

  private OmeDescription(Element pixels, String name) throws IOException {
    this.name = name;
    this.pixels = pixels;
    this.channels = number(pixels, "SizeC", 1, 1);
    this.planes = number(pixels, "SizeZ", 1, 1);
    this.frames = number(pixels, "SizeT", 1, 1);
    if ((double) channels * planes * frames > MOST_IMAGES) {
      throw damaged("it tells of " + channels + "x" + planes + "x" + frames + " images");
    }
  }

  static boolean isOne(String text) {
    return (text.contains("<OME") && text.contains("<Pixels")) || text.contains("<OME:OME");
  }

  /**
   * Reads the XML.
   *
   * @throws IOException if it is damaged or tells of several images that could be meant
   */
  static OmeDescription of(String xml, String name) throws IOException {
    List<Element> images = elements(parse(xml, name), "Pixels");
    if (images.isEmpty()) {
      throw new IOException(name + " has a damaged OME description: it holds no Pixels");
    }
    Element largest = images.get(0);
    for (Element other : images.subList(1, images.size())) {
      boolean smaller =
          number(other, "SizeX", 1, 1, name) < number(largest, "SizeX", 1, 1, name)
              && number(other, "SizeY", 1, 1, name) < number(largest, "SizeY", 1, 1, name);
      if (!smaller) {
        throw new IOException(
            name
                + " holds "
                + images.size()
                + " images (series): save the one to count as a file of its own");
      }
    }
    return new OmeDescription(largest, name);
  }

  private static Element parse(String xml, String name) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
    } catch (SAXException e) {
      throw new IOException(name + " has a damaged OME description: " + e.getMessage(), e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  int planes() {
    return planes;
  }

  int frames() {
    return frames;
  }

  /** Names of the channels; a number for one without. */
  List<String> channelNames() {
    List<String> names = new ArrayList<>();
    List<Element> elements = elements(pixels, "Channel");
    for (int i = 0; i < channels; i++) {
      String own = elements.size() == channels ? elements.get(i).getAttribute("Name").strip() : "";
      names.add(own.isEmpty() ? String.valueOf(i + 1) : own);
    }
    return names;
  }

  Optional<PixelSize> pixelSize() {
    Optional<PixelSize> height = length("PhysicalSizeY");
    Optional<PixelSize> width = length("PhysicalSizeX");
    return height.isPresent() && width.isPresent()
        ? Optional.of(new PixelSize(height.get().height(), width.get().width()))
        : Optional.empty();
  }

  private Optional<PixelSize> length(String attribute) {
    String unit = pixels.getAttribute(attribute + "Unit");
    OptionalDouble length;
    try {
      length = OptionalDouble.of(Double.parseDouble(pixels.getAttribute(attribute)));
    } catch (NumberFormatException e) {
      length = OptionalDouble.empty();
    }
    return PixelSizes.of(length, length, unit.isEmpty() ? "um" : unit);
  }

  /** The directory that holds the first image. */
  int firstDirectory(int all) throws IOException {
    List<Element> data = elements(pixels, "TiffData");
    int first = data.isEmpty() ? 0 : number(data.get(0), "IFD", 0, 0);
    if (first >= all) {
      throw damaged("it tells of directory " + first + " of " + all);
    }
    return first;
  }

  /**
   * The directory of every image, in the order channel, plane, frame.
   *
   * @param samples channels that one directory holds
   * @param all how many directories there are
   * @throws IOException if one is not there
   */
  int[] directories(int samples, int all) throws IOException {
    if (channels % samples != 0) {
      throw damaged("it tells of " + channels + " channels, " + samples + " in each directory");
    }
    int across = channels / samples;
    int[] found = new int[across * planes * frames];
    Arrays.fill(found, -1);
    String order = pixels.getAttribute("DimensionOrder");
    if (!order.matches("XY(CZT|CTZ|ZCT|ZTC|TCZ|TZC)")) {
      throw damaged("its order of axes is '" + order + "'");
    }
    List<Element> data = elements(pixels, "TiffData");
    if (data.isEmpty()) {
      fill(found, order, across, new int[3], 0, found.length);
    }
    for (Element element : data) {
      boolean alone = element.hasAttribute("IFD");
      int number = number(element, "PlaneCount", alone ? 1 : found.length, 0);
      int[] start = {
        number(element, "FirstC", 0, 0) / samples,
        number(element, "FirstZ", 0, 0),
        number(element, "FirstT", 0, 0)
      };
      if (isElsewhere(element, data)) {
        throw new IOException(
            name
                + " is one of several files of an OME-TIFF: save all of it as one file, for example"
                + " with Fiji");
      }
      fill(found, order, across, start, number(element, "IFD", 0, 0), number);
    }
    for (int directory : found) {
      if (directory < 0 || directory >= all) {
        throw damaged("it tells of " + found.length + " images where the file holds " + all);
      }
    }
    return found;
  }

  /** Whether an image lies in another file than the first does. */
  private static boolean isElsewhere(Element element, List<Element> all) {
    return !uuid(element).equals(uuid(all.get(0)));
  }

  private static String uuid(Element data) {
    List<Element> uuids = elements(data, "UUID");
    return uuids.isEmpty() ? "" : uuids.get(0).getTextContent().strip();
  }

  /** Numbers images that follow each other in the order of the axes. */
  private void fill(int[] found, String order, int across, int[] start, int first, int number)
      throws IOException {
    int[] sizes = {across, planes, frames};
    int[] at = start.clone();
    for (int i = 0; i < number; i++) {
      if (at[0] >= sizes[0] || at[1] >= sizes[1] || at[2] >= sizes[2]) {
        throw damaged("it tells of more images than its axes have");
      }
      found[(at[2] * planes + at[1]) * across + at[0]] = first + i;
      for (int axis = 2; axis < 5; axis++) {
        int moving = "CZT".indexOf(order.charAt(axis));
        if (++at[moving] < sizes[moving] || axis == 4) {
          break;
        }
        at[moving] = 0;
      }
    }
  }

  private int number(Element element, String attribute, int otherwise, int low) throws IOException {
    return number(element, attribute, otherwise, low, name);
  }

  private static int number(Element element, String attribute, int otherwise, int low, String name)
      throws IOException {
    String text = element.getAttribute(attribute);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < low) {
      throw new IOException(
          name + " has a damaged OME description: " + attribute + " is '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private IOException damaged(String reason) {
    return new IOException(name + " has a damaged OME description: " + reason);
  }

  private static List<Element> elements(Element parent, String tag) {
    List<Element> elements = new ArrayList<>();
    NodeList nodes = parent.getElementsByTagNameNS("*", tag);
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
