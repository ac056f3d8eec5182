package org.cellcount.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/**
 * A command that has been run as from a shell.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it complained of
 */
record Shell(int code, String out, String err) {
  static Shell run(ShellCommand command, Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        ShellCommand.line(command)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
    int code = line.execute(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
    return new Shell(code, text(out), text(err));
  }

  private static String text(StringWriter text) {
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  List<String> lines() {
    return out.lines().toList();
  }

  /** It did what it was asked, and gives what it printed. */
  List<String> done() {
    assertEquals("", err);
    assertEquals(0, code);
    return lines();
  }

  /** It could not do it, and said why in one line. */
  void failed(int code, String message) {
    assertEquals(message + "\n", err);
    assertEquals(code, this.code);
  }

  /** Everything in a folder, by its path in it. */
  static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }
}
