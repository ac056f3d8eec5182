package org.cellcount.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.not;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterators;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.cellcount.plate.Cluster;
import org.cellcount.plate.ClusterCount;
import org.cellcount.plate.FieldName;
import org.cellcount.plate.FieldNames;
import org.cellcount.predict.ImageRow;
import org.cellcount.target.Pretrained;

/** Counts with Apache Spark. Results do not depend on the number of tasks, machines or attempts. */
public final class SparkCount implements ClusterCount {
  /** For each core: so many tasks that none waits long for the last one. */
  private static final int TASKS_PER_CORE = 4;

  private static final int FILES_PER_TASK = 256;
  private static final int MOST_TASKS = 100_000;
  private static final int REASONS = 10;

  private static final StructType FOUND =
      new StructType()
          .add("plate", DataTypes.StringType, false)
          .add("path", DataTypes.StringType, false)
          .add("length", DataTypes.LongType, false)
          .add("modified", DataTypes.LongType, false);

  private final Duration beat;

  /** See {@link Cluster#service}. */
  public SparkCount() {
    this(RunLock.BEAT);
  }

  SparkCount(Duration beat) {
    this.beat = beat;
  }

  @Override
  public Summary count(Job job, Consumer<String> listener) throws IOException {
    SentModel model = Pretrained.read(job.model(), SentModel::read);
    try (SparkSession session = SparkSessions.open(job.cluster())) {
      int cores = session.sparkContext().defaultParallelism();
      session.conf().set("spark.sql.shuffle.partitions", (long) TASKS_PER_CORE * cores);
      return new Counting(job, model, session, beat, listener).run();
    } catch (Exception e) {
      throw SparkSessions.failure(e);
    }
  }

  /** One job. */
  private static final class Counting {
    private final Job job;
    private final SentModel model;
    private final SparkSession session;
    private final JavaSparkContext spark;
    private final Broadcast<SerializableConfiguration> hadoop;
    private final OutputFolder output;
    private final Duration beat;
    private final Consumer<String> listener;
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    Counting(
        Job job, SentModel model, SparkSession session, Duration beat, Consumer<String> listener)
        throws IOException {
      this.job = job;
      this.model = model;
      this.session = session;
      this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
      this.hadoop = spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
      this.output = new OutputFolder(job.output(), spark.hadoopConfiguration());
      this.beat = beat;
      this.listener = listener;
    }

    Summary run() throws IOException {
      FileListing listing = new FileListing(spark, hadoop, output.path(), job.recursive());
      for (String input : job.inputs()) {
        listing.add(input);
      }
      if (job.list().isPresent()) {
        addList(listing, job.list().get());
      }
      output.system().mkdirs(output.path());
      RunLock lock = RunLock.take(output.system(), output.path("_lock"), run, beat);
      try {
        return count(listing);
      } finally {
        lock.close();
      }
    }

    private void addList(FileListing listing, String list) throws IOException {
      Path file = listing.qualified(new Path(list));
      if (!file.getFileSystem(output.conf()).exists(file)) {
        throw new IOException(list + " is missing, expected a list or a table of paths");
      }
      Dataset<Row> table;
      if (list.endsWith(".parquet")) {
        table = session.read().parquet(file.toString());
      } else if (list.endsWith(".csv")) {
        table = session.read().option("header", true).csv(file.toString());
      } else {
        table = session.read().text(file.toString()).withColumnRenamed("value", "path");
      }
      if (!List.of(table.columns()).contains("path")) {
        throw new IOException(
            list + " has no column 'path' but " + String.join(", ", table.columns()));
      }
      String folder = file.getParent().toString();
      JavaRDD<String> names =
          table
              .select("path")
              .toJavaRDD()
              .map(row -> row.isNullAt(0) ? "" : row.getString(0).strip())
              .filter(name -> !name.isEmpty())
              .map(name -> new Path(new Path(folder + "/"), new Path(name)).toString());
      listing.add(names, folder + "/x");
    }

    private Summary count(FileListing listing) throws IOException {
      String names = job.names().label();
      Dataset<Row> all =
          session.createDataFrame(
              listing.list().mapPartitions(entries -> rows(entries, FieldNames.of(names))), FOUND);
      Dataset<Row> found = all.dropDuplicates("path").persist(StorageLevel.DISK_ONLY());
      long files = found.count();
      if (files == 0) {
        throw new IOException(String.join(", ", job.inputs()) + " holds no image file");
      }
      String settings = "model " + model.fingerprint() + ", " + job.options().settings();
      boolean before = output.open(settings);
      Dataset<Row> missing = before ? withoutDone(found) : found;
      long left = before ? missing.count() : files;
      listener.accept(files + " files found, " + left + " to be counted");
      if (left > 0) {
        int tasks = tasks(left);
        CountTask.Run shared =
            new CountTask.Run(
                run,
                output.path().toString(),
                listing.root(),
                names,
                job.wanted(),
                SentOptions.of(job.options()),
                SparkSessions.threads(session));
        missing
            .repartitionByRange(tasks, col("plate"), col("path"))
            .sortWithinPartitions("plate", "path")
            .foreachPartition(new CountTask(shared, spark.broadcast(model), hadoop));
      }
      writeCounts();
      output.sweep();
      return new Summary(files, files - left, failures(found));
    }

    private int tasks(long files) {
      long atLeast = Math.min(files, (long) TASKS_PER_CORE * spark.defaultParallelism());
      return (int) Math.min(MOST_TASKS, Math.max(atLeast, files / FILES_PER_TASK));
    }

    /** A row for each file, while they are listed. */
    private static Iterator<Row> rows(Iterator<FileListing.Entry> entries, FieldNames names) {
      return StreamSupport.stream(Spliterators.spliteratorUnknownSize(entries, 0), false)
          .map(e -> RowFactory.create(plate(names, e.path()), e.path(), e.length(), e.modified()))
          .iterator();
    }

    private static String plate(FieldNames names, String path) {
      return names.read(path).map(FieldName::plate).orElse(FieldNames.plateOf(path));
    }

    private Dataset<Row> images() {
      return session.read().parquet(output.path(OutputFolder.IMAGES).toString());
    }

    /** What is not counted yet; rows of files that have changed or failed are removed. */
    private Dataset<Row> withoutDone(Dataset<Row> found) throws IOException {
      Dataset<Row> known =
          images()
              .select(
                  col("path"),
                  col("length").as("knownLength"),
                  col("modified").as("knownModified"),
                  col("status"),
                  col("_metadata.file_path").as("at"));
      Column same =
          col("length")
              .equalTo(col("knownLength"))
              .and(col("modified").equalTo(col("knownModified")))
              .and(col("status").equalTo("ok"));
      Dataset<Row> joined = found.join(known, "path");
      Dataset<Row> missing =
          found
              .join(joined.where(same).select("path"), new String[] {"path"}, "left_anti")
              .select("plate", "path", "length", "modified")
              .persist(StorageLevel.DISK_ONLY());
      // Decided before the table that decides it is changed.
      long unused = missing.count();
      joined
          .where(not(same))
          .groupBy("at")
          .agg(collect_list("path"))
          .foreachPartition(new RemoveRows(output.path().toString(), hadoop));
      return missing;
    }

    /** A table for each plate, as the command writes it without a cluster. */
    private void writeCounts() {
      List<Column> columns = new ArrayList<>(List.of(col("plate"), col("file")));
      ImageRow.COLUMNS.forEach(column -> columns.add(col(column)));
      columns.add(col("status"));
      images()
          .repartition(col("plate"))
          .sortWithinPartitions("plate", "path")
          .select(columns.toArray(new Column[0]))
          .foreachPartition(new WriteCounts(output.path().toString(), hadoop));
    }

    private static String reason(Row row) {
      return ImageRow.failed(row.getString(0), Map.of(), row.getString(1)).reason();
    }

    private Map<String, Long> failures(Dataset<Row> found) {
      Map<String, Long> failures = new LinkedHashMap<>();
      Dataset<String> reasons =
          images()
              .join(found.select("path"), new String[] {"path"}, "left_semi")
              .where(col("status").notEqual("ok"))
              .select("file", "status")
              .map((MapFunction<Row, String>) Counting::reason, Encoders.STRING());
      long left = reasons.count();
      for (Row row :
          reasons
              .groupBy(col("value").as("reason"))
              .count()
              .orderBy(col("count").desc(), col("reason"))
              .takeAsList(REASONS)) {
        failures.put(row.getString(0), row.getLong(1));
        left -= row.getLong(1);
      }
      if (left > 0) {
        failures.put("other reasons", left);
      }
      return failures;
    }
  }
}
