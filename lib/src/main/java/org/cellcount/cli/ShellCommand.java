package org.cellcount.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.cellcount.base.CsvText;
import org.cellcount.train.TrainingException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What the commands have in common: how they are started, and what they say if they cannot do what
 * was asked. That is one line, and the exit code is 2 for wrong arguments, 1 for a failure while
 * working.
 */
abstract class ShellCommand implements Callable<Integer> {
  private static final int WIDTH = 100;

  @Spec private CommandSpec spec;

  @SuppressWarnings("UnusedVariable") // picocli reads it.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "prints this")
  private boolean help;

  /** Does the work. */
  abstract void work() throws IOException;

  /** How the work went; 0 unless a command knows more than that it came to its end. */
  int exitCode() {
    return ExitCode.OK;
  }

  @Override
  public final Integer call() throws IOException {
    try {
      work();
    } catch (OutOfMemoryError e) {
      // What was kept of the work is on the disk, and what failed is no longer held.
      throw new IOException(
          "the memory is too small for this: " + e.getMessage() + " (raise it with -Xmx)", e);
    }
    return exitCode();
  }

  /** Where results are printed. */
  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Says why the arguments cannot be used; to be thrown. */
  final ParameterException refused(String reason) {
    return new ParameterException(spec.commandLine(), reason);
  }

  /** Says why an option's value cannot be used; to be thrown. */
  final ParameterException wrong(String option, String reason) {
    return wrong(spec, option, reason);
  }

  /** The same for options that are not a command's own. */
  static ParameterException wrong(CommandSpec spec, String option, String reason) {
    return new ParameterException(
        spec.commandLine(), "Invalid value for option '" + option + "': " + reason);
  }

  /** Runs a command and ends Java with its exit code. */
  static void run(ShellCommand command, String... arguments) {
    System.exit(line(command).execute(arguments));
  }

  /** A command that is ready to be executed. */
  static CommandLine line(ShellCommand command) {
    return new CommandLine(command)
        .registerConverter(Path.class, ShellCommand::path)
        .registerConverter(Integer.class, number(Integer::valueOf, "a whole number"))
        .registerConverter(Long.class, number(Long::valueOf, "a whole number"))
        .registerConverter(Double.class, number(Double::valueOf, "a number"))
        .setExpandAtFiles(false)
        .setUsageHelpWidth(WIDTH)
        .setParameterExceptionHandler(ShellCommand::refuse)
        .setExecutionExceptionHandler(ShellCommand::fail);
  }

  private static <T> ITypeConverter<T> number(Function<String, T> parse, String expected) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + text + "', expected " + expected);
      }
    };
  }

  /** An empty path, as of a variable that is not set, would mean the folder one is in. */
  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("it is empty, expected a file or folder");
    }
    return Path.of(text);
  }

  private static int refuse(ParameterException e, String[] arguments) {
    say(e.getCommandLine(), e.getMessage() + meant(e) + "; see --help");
    return ExitCode.USAGE;
  }

  private static String meant(ParameterException e) {
    return e instanceof UnmatchedArgumentException unmatched
            && !unmatched.getSuggestions().isEmpty()
        ? ", expected perhaps " + String.join(" or ", unmatched.getSuggestions())
        : "";
  }

  /** Anything else than these is a mistake of ours, and shows where it was made. */
  private static int fail(Exception e, CommandLine line, ParseResult parsed) throws Exception {
    if (e instanceof IOException
        || e instanceof UncheckedIOException
        || e instanceof IllegalArgumentException
        || e instanceof TrainingException) {
      say(line, reason(e));
      return ExitCode.SOFTWARE;
    }
    throw e;
  }

  private static String reason(Exception e) {
    if (e instanceof UncheckedIOException unchecked) {
      return reason(unchecked.getCause());
    }
    if (e instanceof FileSystemException file && file.getReason() == null) {
      return file.getFile() + " " + reason(file);
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Java gives these the name of the file as their whole message. */
  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "is missing";
    }
    return e instanceof AccessDeniedException
        ? "may not be read or written"
        : "cannot be used (" + e.getClass().getSimpleName() + ")";
  }

  private static void say(CommandLine line, String message) {
    line.getErr()
        .println(
            CsvText.printable(
                line.getCommandName() + ": " + message.strip().replaceAll("\\s*\\R\\s*", " ")));
  }
}
