package org.cellcount.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellcount.train.TrainingException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class ShellCommandTest {
  /** Fails, or takes what is given. */
  @Command(name = "sample")
  private static final class Sample extends ShellCommand {
    private final Throwable failure;

    @Option(names = "--path")
    private Path path;

    @Option(names = "--share")
    private Double share;

    @Option(names = "--seed")
    private Long seed;

    Sample(Throwable failure) {
      this.failure = failure;
    }

    @Override
    void work() throws IOException {
      if (failure instanceof IOException io) {
        throw io;
      }
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException runtime) {
        throw runtime;
      }
      out().println(path + " " + share + " " + seed);
    }
  }

  private static Shell run(Object... arguments) {
    return Shell.run(new Sample(null), arguments);
  }

  @Test
  void valuesComeAfterABlankOrAnEqualsSign() {
    assertEquals(List.of("null null null"), run().done());
    assertEquals(List.of("@x 0.5 -3"), run("--path", "@x", "--share=0.5", "--seed", "-3").done());
  }

  @Test
  void wrongArgumentsAreRefusedWithTwo() {
    run("--sead", "3")
        .failed(2, "sample: Unknown options: '--sead', '3', expected perhaps --seed; see --help");
    run("x").failed(2, "sample: Unmatched argument at index 0: 'x'; see --help");
    run("--seed")
        .failed(2, "sample: Missing required parameter for option '--seed' (<seed>); see --help");
    run("--seed", "--share", "1")
        .failed(
            2, "sample: Expected parameter for option '--seed' but found '--share'; see --help");
    run("--seed", "1", "--seed", "1")
        .failed(2, "sample: option '--seed' (<seed>) should be specified only once; see --help");
    run("--seed", "1.5")
        .failed(
            2,
            "sample: Invalid value for option '--seed': '1.5', expected a whole number; see --help");
    run("--share", "half")
        .failed(
            2, "sample: Invalid value for option '--share': 'half', expected a number; see --help");
    run("--path", "")
        .failed(
            2,
            "sample: Invalid value for option '--path': it is empty, expected a file or folder;"
                + " see --help");
  }

  @Test
  void failuresAtWorkAreToldInOneLineWithOne() {
    List<Exception> failures = new ArrayList<>();
    failures.add(new IOException("x is broken"));
    failures.add(new UncheckedIOException(new IOException("x is broken")));
    failures.add(new IllegalArgumentException("x is\n   broken\n"));
    failures.add(new TrainingException("x is broken"));
    for (Exception failure : failures) {
      Shell.run(new Sample(failure)).failed(1, "sample: x is broken");
    }
  }

  @Test
  void whatJavaLeavesUnsaidIsSaid() {
    Shell.run(new Sample(new NoSuchFileException("x"))).failed(1, "sample: x is missing");
    Shell.run(new Sample(new AccessDeniedException("x")))
        .failed(1, "sample: x may not be read or written");
    Shell.run(new Sample(new NoSuchFileException("x", null, "gone for good")))
        .failed(1, "sample: x: gone for good");
    Shell.run(new Sample(new DirectoryNotEmptyException("x")))
        .failed(1, "sample: x cannot be used (DirectoryNotEmptyException)");
    Shell.run(new Sample(new IOException())).failed(1, "sample: IOException");
  }

  @Test
  void tooLittleMemoryIsSaidWithAWayOut() {
    Shell.run(new Sample(new OutOfMemoryError("Java heap space")))
        .failed(
            1, "sample: the memory is too small for this: Java heap space (raise it with -Xmx)");
  }

  @Test
  void aMistakeOfOursShowsWhereItIs() {
    Shell shell = Shell.run(new Sample(new IllegalStateException("cannot be")));
    assertEquals(1, shell.code());
    assertTrue(shell.err().contains("cannot be"), shell.err());
    assertTrue(shell.err().contains("at " + ShellCommandTest.class.getName()), shell.err());
  }
}
