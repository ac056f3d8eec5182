/**
 * Counting on a cluster, with Apache Spark. {@link org.cellcount.spark.SparkCount} is the job; what
 * counts is the library's own {@link org.cellcount.predict.RowCounter}, in tasks that are given
 * paths and write what they counted.
 *
 * <p>Here belongs what must know Spark, Hadoop's file systems or Parquet, and nothing else.
 */
package org.cellcount.spark;
