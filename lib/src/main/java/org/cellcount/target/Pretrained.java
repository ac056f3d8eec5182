package org.cellcount.target;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/**
 * The trained model that comes with the library, inside its jar: nothing to download, nothing to
 * train. What it was trained on, what it was tested on and where it fails is in {@code README.md}
 * beside it.
 */
public final class Pretrained {
  /** What it is called where a model folder can be given. */
  public static final String NAME = "pretrained";

  private static final String RESOURCE = "pretrained";

  private Pretrained() {}

  /** Reads something of the model. */
  @FunctionalInterface
  public interface Reading<T> {
    /**
     * Reads while the jar is open.
     *
     * @param folder the model, as one on disk
     */
    T read(Path folder) throws IOException;
  }

  /**
   * Reads something of a model.
   *
   * @param model its folder, or {@link #NAME} for the one that comes with the library
   * @throws IOException if the reading fails
   */
  public static <T> T read(Path model, Reading<T> reading) throws IOException {
    return model.toString().equals(NAME) ? read(reading) : reading.read(model);
  }

  /**
   * Opens the model as a folder for as long as something of it is read.
   *
   * @throws IOException if the library was packed without it, or the reading fails
   */
  public static <T> T read(Reading<T> reading) throws IOException {
    URL url = Pretrained.class.getResource(RESOURCE + "/model.json");
    if (url == null) {
      throw new IOException("the library was built without its trained model");
    }
    try {
      if (!(url.openConnection() instanceof JarURLConnection jar)) {
        return reading.read(Path.of(url.toURI()).getParent());
      }
      URI file = jar.getJarFileURL().toURI();
      try (FileSystem open = FileSystems.newFileSystem(Path.of(file))) {
        return reading.read(open.getPath("/" + jar.getEntryName()).getParent());
      }
    } catch (URISyntaxException e) {
      throw new IOException("the library lies at a place that cannot be opened: " + url, e);
    }
  }
}
