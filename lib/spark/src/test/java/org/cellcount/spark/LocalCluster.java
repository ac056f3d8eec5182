package org.cellcount.spark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A master and two workers of one core, each a process of its own, on the loopback interface. */
final class LocalCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private final Path home;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  LocalCluster(Path home) throws IOException, InterruptedException {
    this.home = home;
    // Where Spark looks for its jars; they are on the class path already.
    Files.createDirectories(home.resolve("jars"));
    port = freePort();
    start("master.Master", "--host", HOST, "--port", String.valueOf(port), "--webui-port", "0");
    await(port, home.resolve("log0"));
    for (int i = 0; i < 2; i++) {
      Path work = Files.createDirectory(home.resolve("work" + i));
      start(
          "worker.Worker",
          "--host",
          HOST,
          "--webui-port",
          "0",
          "--cores",
          "1",
          "--memory",
          "800m",
          "--work-dir",
          work.toString(),
          master());
    }
  }

  private void start(String main, String... arguments) throws IOException {
    List<String> command = java("-Xmx160m", "org.apache.spark.deploy." + main, List.of(arguments));
    processes.add(started(command, home.resolve("log" + processes.size())));
  }

  /** The command that starts a main class of this class path, with this JVM's flags. */
  static List<String> java(String heap, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(javaCommand());
    command.addAll(List.of(heap, "-XX:TieredStopAtLevel=1"));
    command.addAll(opens());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    return command;
  }

  static String javaCommand() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static List<String> opens() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--add-opens"))
        .toList();
  }

  private Process started(List<String> command, Path log) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** A port of the loopback interface that nobody listens to. */
  static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Waits until a process listens to its port. */
  static void await(int port, Path log) throws IOException, InterruptedException {
    for (int i = 0; ; i++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        if (i == 600) {
          throw new IOException("nobody listens: " + Files.readString(log), e);
        }
        Thread.sleep(100);
      }
    }
  }

  String master() {
    return "spark://" + HOST + ":" + port;
  }

  /** Executors as small as the workers, with this class path. */
  static Map<String, String> settings() {
    return Map.of(
        "spark.executor.memory",
        "700m",
        "spark.executor.extraJavaOptions",
        "-XX:TieredStopAtLevel=1",
        "spark.executor.extraClassPath",
        System.getProperty("java.class.path"));
  }

  /** Kills a worker and its executors, without a chance to say so. */
  void killWorker(int number) {
    kill(processes.get(1 + number));
  }

  private static void kill(Process process) {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    processes.forEach(LocalCluster::kill);
  }
}
