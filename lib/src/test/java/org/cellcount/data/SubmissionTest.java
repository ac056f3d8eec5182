package org.cellcount.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionTest {
  @TempDir Path folder;

  @Test
  void bothEditionsDifferInTheirHeaderOnly() throws IOException {
    Path file = folder.resolve("submission.csv");
    Submission.write(file, new int[] {3, 0, 28}, SubmissionFormat.INDEX);
    assertEquals("index,count\n0,3\n1,0\n2,28\n", Files.readString(file));
    Submission.write(file, new int[] {3, 0, 28}, SubmissionFormat.of("ID"));
    assertEquals("id,count\n0,3\n1,0\n2,28\n", Files.readString(file));
    assertArrayEquals(new int[] {3, 0, 28}, Submission.check(file, 3, SubmissionFormat.ID));
  }

  @Test
  void aNegativeCountIsRefusedAndNothingWritten() {
    Path file = folder.resolve("submission.csv");
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Submission.write(file, new int[] {3, -1}, SubmissionFormat.INDEX));
    assertEquals("count 1 is -1, expected 0 or more", e.getMessage());
    assertFalse(Files.exists(file));
    assertThrows(
        IllegalArgumentException.class,
        () -> Submission.write(file, new int[0], SubmissionFormat.INDEX));
  }

  @Test
  void aCheckNamesTheLine() throws IOException {
    Path file = folder.resolve("submission.csv");
    Files.writeString(file, "index,count\n0,3\n1,2.5\n");
    assertEquals(file + " line 3: '1,2.5', expected '1,' and a whole count", problem(file, 2));
    Files.writeString(file, "index,count\n1,3\n0,2\n");
    assertEquals(file + " line 2: '1,3', expected '0,' and a whole count", problem(file, 2));
    assertEquals(file + " has 2 rows, expected 3, one an image", problem(file, 3));
    Files.writeString(file, "id,count\n0,3\n");
    assertEquals(file + " line 1: expected 'index,count'", problem(file, 1));
  }

  private static String problem(Path file, int images) {
    return assertThrows(
            IOException.class, () -> Submission.check(file, images, SubmissionFormat.INDEX))
        .getMessage();
  }

  @Test
  void anUnknownFormatListsTheValidOnes() {
    var e = assertThrows(IllegalArgumentException.class, () -> SubmissionFormat.of("row"));
    assertEquals("unknown submission format 'row', expected one of index, id", e.getMessage());
  }
}
