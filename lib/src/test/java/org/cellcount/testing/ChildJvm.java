package org.cellcount.testing;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A main class in a process of its own, with the JVM and the class path of the tests. */
public final class ChildJvm {
  private ChildJvm() {}

  /**
   * The process, not started yet; what it writes to its error stream is discarded.
   *
   * @param flags of the JVM
   */
  public static ProcessBuilder of(List<String> flags, Class<?> mainClass, String... arguments) {
    return of(System.getProperty("java.class.path"), flags, mainClass, arguments);
  }

  /** The same with a jar before everything else that classes are looked for in. */
  public static ProcessBuilder behind(
      Path jar, List<String> flags, Class<?> mainClass, String... arguments) {
    String classPath = jar + File.pathSeparator + System.getProperty("java.class.path");
    return of(classPath, flags, mainClass, arguments);
  }

  private static ProcessBuilder of(
      String classPath, List<String> flags, Class<?> mainClass, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, mainClass.getName()));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
  }
}
