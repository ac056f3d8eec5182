package org.cellcount.predict;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.cellcount.target.ModelFolder;

/** A number that changes with everything in a model folder that counting depends on. */
public final class ModelFingerprint {
  private ModelFingerprint() {}

  /**
   * The SHA-256 of settings, weights, count options and confidence of every network.
   *
   * @throws IOException if the folder cannot be read
   */
  public static String of(Path folder) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    for (ModelFolder network : new ModelFolder(folder).networks()) {
      for (Path file :
          List.of(
              network.path().resolve("model.json"),
              network.best(),
              network.counting(),
              network.path().resolve("confidence.json"))) {
        digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        if (Files.exists(file)) {
          try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            long unused = in.transferTo(OutputStream.nullOutputStream());
          }
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
