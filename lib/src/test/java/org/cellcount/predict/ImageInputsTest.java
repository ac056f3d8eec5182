package org.cellcount.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageInputsTest {
  @TempDir private Path folder;
  private Path output;

  @BeforeEach
  void files() throws IOException {
    output = folder.resolve("results");
    for (String name :
        List.of(
            "b.tif",
            "a.PNG",
            ".hidden.tif",
            "notes.txt",
            "a.PNG.overlay.png",
            "b.tif.labels.tif",
            "w1/c.jpg",
            "w1/deep/d.bmp",
            "w2/c.jpeg",
            ".git/e.tif",
            "results/f.png")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  private ImageInputs find(boolean recursive, Object... inputs) throws IOException {
    return ImageInputs.find(Arrays.stream(inputs).map(String::valueOf).toList(), recursive, output);
  }

  private static List<String> names(ImageInputs inputs) {
    return inputs.files().stream().map(inputs::name).toList();
  }

  @Test
  void aFolderGivesItsImages() throws IOException {
    ImageInputs inputs = find(false, folder);
    assertEquals(List.of("a.PNG", "b.tif"), names(inputs));
    assertEquals(
        List.of(
            "skipped 2 (a folder, see --recursive): w1, w2",
            "skipped 2 (a result): a.PNG.overlay.png, b.tif.labels.tif",
            "skipped 1 (folder of results): results",
            "skipped 2 (hidden): .git, .hidden.tif",
            "skipped 1 (not named as an image): notes.txt"),
        inputs.skippedLines().stream().map(ImageInputsTest::sorted).toList());
  }

  /** Folders are listed in any order. */
  private static String sorted(String line) {
    int names = line.indexOf("): ") + 3;
    return line.substring(0, names)
        + Arrays.stream(line.substring(names).split(", ", -1))
            .sorted()
            .collect(Collectors.joining(", "));
  }

  @Test
  void aTreeGivesAllButHiddenOnesAndResults() throws IOException {
    ImageInputs inputs = find(true, folder);
    assertEquals(
        List.of("a.PNG", "b.tif", "w1/c.jpg", "w1/deep/d.bmp", "w2/c.jpeg"), names(inputs));
  }

  @Test
  void theOutputItselfMayBeTheInput() throws IOException {
    output = folder;
    assertEquals(List.of("a.PNG", "b.tif"), names(find(false, folder)));
    assertEquals(6, find(true, folder).files().size());
  }

  @Test
  void aFileIsTakenWhateverItsName() throws IOException {
    ImageInputs inputs = find(false, folder.resolve(".hidden.tif"), folder.resolve("notes.txt"));
    assertEquals(List.of(".hidden.tif", "notes.txt"), names(inputs));
  }

  @Test
  void filesOfSeveralFoldersAreNamedFromTheOneThatHoldsAll() throws IOException {
    Path c = folder.resolve("w1/c.jpg");
    assertEquals(List.of("w1/c.jpg", "w2/c.jpeg"), names(find(false, folder.resolve("w2"), c, c)));
  }

  @Test
  void patternsGiveWhatMatches() throws IOException {
    assertEquals(List.of("w1/c.jpg", "w2/c.jpeg"), names(find(false, folder + "/*/c.jp*")));
    assertEquals(List.of("b.tif"), names(find(false, folder + "/*.tif")));
    assertEquals(
        List.of("w1/deep/d.bmp", "w2/c.jpeg"), names(find(false, folder + "/**/*.{bmp,jpeg}")));
    Path brackets = Files.writeString(folder.resolve("x[1].tif"), "");
    assertEquals(List.of("x[1].tif"), names(find(false, brackets)));
  }

  @Test
  void aListIsReadFromItsFolder() throws IOException {
    Path list = folder.resolve("list.txt");
    Files.writeString(list, "b.tif\n\n" + folder.resolve("w1/c.jpg") + "\r\n");
    ImageInputs inputs = ImageInputs.find(ImageInputs.list(list), false, output);
    assertEquals(List.of("b.tif", "w1/c.jpg"), names(inputs));
    Files.writeString(list, "\n");
    var e = assertThrows(IOException.class, () -> ImageInputs.list(list));
    assertEquals(list + " names no file, expected one path a line", e.getMessage());
  }

  @Test
  void nothingToCountIsSaid() throws IOException {
    Path missing = folder.resolve("missing");
    var e = assertThrows(IOException.class, () -> find(false, missing));
    assertEquals(
        missing + " is missing, expected an image, a folder of images or a pattern of names",
        e.getMessage());
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Files.writeString(empty.resolve("x.doc"), "");
    e = assertThrows(IOException.class, () -> find(false, empty));
    assertEquals(
        empty
            + " holds no .png, .jpg, .jpeg, .tif, .tiff, .btf, .bmp file; skipped 1 (not named as an"
            + " image): x.doc",
        e.getMessage());
  }

  @Test
  void aFolderThatHoldsItselfEnds() throws IOException {
    Files.createSymbolicLink(folder.resolve("w1/loop"), folder);
    ImageInputs inputs = find(true, folder);
    assertEquals(5, inputs.files().size());
    assertEquals(1, inputs.skipped().get("unreadable").size());
  }
}
