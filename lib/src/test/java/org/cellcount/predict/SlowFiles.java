package org.cellcount.predict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.cellcount.count.CountResult;
import org.cellcount.export.CountedImage;
import org.cellcount.export.Output;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/** Counts text files by the number in them, slowly; as a program of its own it can be killed. */
final class SlowFiles implements FileCounter {
  final ConcurrentLinkedQueue<String> counted = new ConcurrentLinkedQueue<>();
  private final int milliseconds;

  SlowFiles(int milliseconds) {
    this.milliseconds = milliseconds;
  }

  @Override
  public void count(Path file, Map<String, String> known, Sink sink) throws IOException {
    counted.add(file.getFileName().toString());
    String text = Files.readString(file);
    known.put("height", "2");
    if (text.equals("broken")) {
      throw new IOException(file + " is broken");
    }
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    int number = Integer.parseInt(text);
    known.put("count", text);
    CountResult one = new CountResult(1, new LabelImage(2, 3, new int[] {0, 1, 1, 0, 0, number}));
    sink.accept(CountedImage.of(GrayImage.zeros(2, 3), one, Optional.empty()));
  }

  static BatchCount batch(FileCounter counter, Path output, String settings) {
    return new BatchCount(counter, settings, output, EnumSet.of(Output.CELLS, Output.OVERLAY), 2);
  }

  /** Counts a folder into another. */
  public static void main(String[] arguments) throws IOException {
    ImageInputs inputs = ImageInputs.find(List.of(arguments[0]), false, Path.of(arguments[1]));
    batch(new SlowFiles(15), Path.of(arguments[1]), "slow").run(inputs, row -> {});
  }
}
