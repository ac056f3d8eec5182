package org.cellcount.predict;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.cellcount.base.AtomicFiles;
import org.cellcount.export.Output;
import org.cellcount.image.ScratchFile;

/**
 * Where the results of an image go: into the output folder, under the image's own path and name and
 * what {@link Output#suffix} adds.
 */
record ResultFiles(Path output, Set<Output> wanted) {
  /** File systems allow 255 bytes; what is written aside has a longer name for a while. */
  private static final int LONGEST_NAME = 210;

  /** What is being written, by {@link ScratchFile} or by {@link AtomicFiles}. */
  private static final Pattern LEFT_BEHIND =
      Pattern.compile(
          Pattern.quote(ScratchFile.PREFIX)
              + ".*"
              + Pattern.quote(ScratchFile.SUFFIX)
              + "|\\.cellcount-.*\\.part|\\..*\\.(csv|jsonl|tif|png|zip|geojson)\\.[0-9]+\\.part");

  /** A file of one image; names too long for a file system are cut and made distinct. */
  Path file(String image, Output what) {
    int slash = image.lastIndexOf('/');
    String name = image.substring(slash + 1);
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST_NAME) {
      String mark = "~" + hash(image).substring(0, 12);
      int end = LONGEST_NAME - mark.length();
      // Not within a character of several bytes.
      while ((bytes[end] & 0xC0) == 0x80) {
        end--;
      }
      name = new String(Arrays.copyOf(bytes, end), StandardCharsets.UTF_8) + mark;
    }
    return output.resolve(image.substring(0, slash + 1) + name + what.suffix());
  }

  /** Whether everything wanted of an image is there. */
  boolean complete(String image) {
    return wanted.stream().allMatch(what -> Files.exists(file(image, what)));
  }

  /** Deletes all that was ever written of an image. */
  void delete(String image) throws IOException {
    for (Output what : Output.values()) {
      Files.deleteIfExists(file(image, what));
    }
  }

  /** Moves all that was written of an image to another folder. */
  void move(String image, Path to) throws IOException {
    for (Output what : Output.values()) {
      Path file = file(image, what);
      if (Files.exists(file)) {
        Path target = to.resolve(output.relativize(file));
        Files.createDirectories(target.getParent());
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  /** Deletes what processes that were killed have left half written; no other may be at work. */
  void sweep() throws IOException {
    Files.walkFileTree(
        output,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (LEFT_BEHIND.matcher(file.getFileName().toString()).matches()) {
              Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
