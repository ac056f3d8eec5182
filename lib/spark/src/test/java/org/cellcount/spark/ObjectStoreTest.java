package org.cellcount.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.cellcount.plate.ClusterCount;
import org.cellcount.plate.FieldCount;
import org.cellcount.plate.FieldNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that speaks S3: a process that shows the folders inside a folder as its buckets. */
class ObjectStoreTest {
  private static final Path SERVER = Path.of("target", "object-store", "s3proxy.jar");

  @TempDir private Path folder;
  private Path bucket;
  private int port;
  private Process server;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    bucket = Files.createDirectories(folder.resolve("store/bucket"));
    port = LocalCluster.freePort();
    Path settings = folder.resolve("store.properties");
    Files.writeString(
        settings,
        """
        s3proxy.authorization=aws-v4
        s3proxy.identity=someone
        s3proxy.credential=secret
        s3proxy.endpoint=http://127.0.0.1:%d
        jclouds.provider=filesystem-nio2
        jclouds.filesystem.basedir=%s
        """
            .formatted(port, folder.resolve("store")));
    Path log = folder.resolve("log");
    server =
        new ProcessBuilder(
                LocalCluster.javaCommand(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                SERVER.toString(),
                "--properties",
                settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    LocalCluster.await(port, log);
  }

  @AfterEach
  void stop() {
    server.destroyForcibly();
  }

  private Map<String, String> settings() {
    return Map.of(
        "fs.s3a.endpoint",
        "http://127.0.0.1:" + port,
        "fs.s3a.endpoint.region",
        "us-east-1",
        "fs.s3a.path.style.access",
        "true",
        "fs.s3a.access.key",
        "someone",
        "fs.s3a.secret.key",
        "secret");
  }

  private Screen screen() throws IOException {
    Screen screen = Screen.write(folder.resolve("screen"), 3);
    Configuration conf = new Configuration();
    settings().forEach(conf::set);
    var target = new org.apache.hadoop.fs.Path("s3a://bucket/");
    try (FileSystem store = FileSystem.newInstance(target.toUri(), conf)) {
      store.copyFromLocalFile(new org.apache.hadoop.fs.Path(screen.folder().toUri()), target);
    }
    return screen;
  }

  private ClusterCount.Summary count() throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings().forEach((name, value) -> settings.put("spark.hadoop." + name, value));
    ClusterCount.Job job =
        Screen.job("local[2]", settings, List.of("s3a://bucket/screen"), Path.of("unused"));
    return Screen.spark()
        .count(
            new ClusterCount.Job(
                job.cluster(),
                job.inputs(),
                job.list(),
                job.recursive(),
                job.model(),
                job.options(),
                "s3a://bucket/out",
                job.wanted(),
                job.names()),
            line -> {});
  }

  @Test
  void filesAndResultsMayLieInAnObjectStore() throws IOException {
    Screen screen = screen();
    assertEquals(6, count().files());
    Path output = bucket.resolve("out");
    assertEquals(screen.counted(), Screen.counted(output));
    assertEquals(6, FieldCount.read(output.resolve("counts"), FieldNames.ANY).size());
    ClusterCount.Summary again = count();
    assertEquals(6, again.before());
    assertEquals(0, again.failed());
    assertEquals(screen.counted(), Screen.counted(output));
  }
}
