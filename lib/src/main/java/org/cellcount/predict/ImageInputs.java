package org.cellcount.predict;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cellcount.base.CsvText;
import org.cellcount.export.Output;

/**
 * Image files to be counted, and what was passed over on the way.
 *
 * @param root the folder that holds them all, however deep
 * @param files the files, in the order of their names, each once
 * @param skipped what was found and left out, by reason
 */
public record ImageInputs(Path root, List<Path> files, SortedMap<String, List<Path>> skipped) {
  private static final List<String> ENDINGS =
      List.of(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".btf", ".bmp");

  private static final int NAMED = 3;

  /** Copies. */
  public ImageInputs {
    files = List.copyOf(files);
  }

  /**
   * Finds the images.
   *
   * @param inputs each a file, which is taken whatever its name; a folder; or a pattern with {@code
   *     *}, {@code ?}, {@code [...]} or {@code {...}}, where {@code **} stands for any folders
   * @param recursive whether to look into the folders inside a folder
   * @param output where results go: nothing in this folder is taken, unless it is an input itself,
   *     and nowhere a file that is named as a result
   * @throws IOException if an input is missing or cannot be read, or there is no image at all
   */
  public static ImageInputs find(List<String> inputs, boolean recursive, Path output)
      throws IOException {
    Search search = new Search(recursive, absolute(output));
    for (String input : inputs) {
      search.add(input);
    }
    if (search.found.isEmpty()) {
      throw new IOException(
          String.join(", ", inputs)
              + " holds no "
              + String.join(", ", ENDINGS)
              + " file"
              + search.leftOut());
    }
    return new ImageInputs(root(search.roots), new ArrayList<>(search.found), search.skipped);
  }

  /**
   * The paths of a list, one a line; those that are not absolute begin at the list's folder. Empty
   * lines are left out.
   *
   * @throws IOException if the list cannot be read
   */
  public static List<String> list(Path file) throws IOException {
    List<String> paths = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        paths.add(absolute(file).resolveSibling(line.strip()).toString());
      }
    }
    if (paths.isEmpty()) {
      throw new IOException(file + " names no file, expected one path a line");
    }
    return paths;
  }

  /** Why a file in a folder is not taken for an image, by its name; empty if it is. */
  public static Optional<String> whyLeftOut(String fileName) {
    if (fileName.startsWith(".")) {
      return Optional.of("hidden");
    }
    if (Output.isOne(fileName)) {
      return Optional.of("a result");
    }
    return isImage(fileName) ? Optional.empty() : Optional.of("not named as an image");
  }

  private static boolean isImage(String fileName) {
    return ENDINGS.stream().anyMatch(fileName.toLowerCase(Locale.ROOT)::endsWith);
  }

  /** The name of a file in tables: its path from the root, with slashes. */
  public String name(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  /** What was skipped, one line a reason. */
  public List<String> skippedLines() {
    return skipped.entrySet().stream().map(e -> line(e.getKey(), e.getValue())).toList();
  }

  private static String line(String reason, List<Path> paths) {
    List<String> names =
        paths.stream()
            .limit(NAMED)
            .map(path -> CsvText.printable(path.getFileName().toString()))
            .toList();
    return "skipped "
        + paths.size()
        + " ("
        + reason
        + "): "
        + String.join(", ", names)
        + (paths.size() > NAMED ? ", ..." : "");
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static Path root(Collection<Path> folders) {
    Path root = null;
    for (Path folder : folders) {
      root = root == null ? folder : common(root, folder);
    }
    return root;
  }

  private static Path common(Path a, Path b) {
    Path common = a;
    while (common.getParent() != null && !b.startsWith(common)) {
      common = common.getParent();
    }
    return common;
  }

  private static final class Search {
    private final boolean recursive;
    private final Path output;
    private final TreeSet<Path> found =
        new TreeSet<>(Comparator.comparing((Path path) -> path.toString()));
    private final List<Path> roots = new ArrayList<>();
    private final SortedMap<String, List<Path>> skipped = new TreeMap<>();

    Search(boolean recursive, Path output) {
      this.recursive = recursive;
      this.output = output;
    }

    void add(String input) throws IOException {
      Path path;
      try {
        path = absolute(Path.of(input));
      } catch (InvalidPathException e) {
        // On Windows a pattern is no path.
        path = null;
      }
      if (path != null && Files.isDirectory(path)) {
        roots.add(path);
        walk(path, path, recursive ? Integer.MAX_VALUE : 1, null);
      } else if (path != null && Files.exists(path)) {
        found.add(path);
        roots.add(path.getParent());
      } else if (input.matches(".*[*?\\[{].*")) {
        pattern(input);
      } else {
        throw new IOException(
            input + " is missing, expected an image, a folder of images or a pattern of names");
      }
    }

    /** Walks the deepest folder that the pattern names. */
    private void pattern(String input) throws IOException {
      String whole = input.replace('\\', '/');
      int meta = 0;
      while ("*?[{".indexOf(whole.charAt(meta)) < 0) {
        meta++;
      }
      int slash = whole.lastIndexOf('/', meta);
      Path folder = absolute(Path.of(slash < 0 ? "" : whole.substring(0, slash + 1)));
      if (!Files.isDirectory(folder)) {
        throw new IOException(folder + ", where " + input + " begins, is no folder");
      }
      String names = whole.substring(slash + 1);
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + names);
      int depth = names.contains("**") ? Integer.MAX_VALUE : names.split("/", -1).length;
      roots.add(folder);
      walk(folder, folder, depth, file -> matcher.matches(folder.relativize(file)));
    }

    private void walk(Path top, Path from, int depth, PathMatcher wanted) throws IOException {
      Files.walkFileTree(
          from,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          depth,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              if (folder.equals(top)) {
                return FileVisitResult.CONTINUE;
              }
              if (folder.equals(output)) {
                skip("folder of results", folder);
                return FileVisitResult.SKIP_SUBTREE;
              }
              if (isHidden(folder)) {
                skip("hidden", folder);
                return FileVisitResult.SKIP_SUBTREE;
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (wanted == null || wanted.matches(file)) {
                visit(file, attributes);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              if (file.equals(top)) {
                throw e;
              }
              skip("unreadable", file);
              return FileVisitResult.CONTINUE;
            }
          });
    }

    private void visit(Path file, BasicFileAttributes attributes) {
      String name = file.getFileName().toString();
      if (attributes.isDirectory() && !isHidden(file)) {
        skip(file.equals(output) ? "folder of results" : "a folder, see --recursive", file);
      } else {
        whyLeftOut(name).ifPresentOrElse(reason -> skip(reason, file), () -> found.add(file));
      }
    }

    private static boolean isHidden(Path path) {
      return path.getFileName().toString().startsWith(".");
    }

    private void skip(String reason, Path path) {
      skipped.computeIfAbsent(reason, key -> new ArrayList<>()).add(path);
    }

    private String leftOut() {
      List<String> lines = new ArrayList<>();
      skipped.forEach((reason, paths) -> lines.add(line(reason, paths)));
      return lines.isEmpty() ? "" : "; " + String.join("; ", lines);
    }
  }
}
