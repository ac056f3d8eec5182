/**
 * Data sets: images with masks, labels and true counts, in and out. {@link
 * org.cellcount.data.CellDataset} is one, {@link org.cellcount.data.NpzDataset} reads and writes
 * it, {@link org.cellcount.data.Bbbc038} makes one of a public collection, {@link
 * org.cellcount.data.DatasetStatistics} says what is in it. {@link org.cellcount.data.TrainingData}
 * takes whatever lies there, also a {@link org.cellcount.data.LabelledFolder}, which {@link
 * org.cellcount.data.FieldCheck} looks through.
 *
 * <pre>{@code
 * CellDataset data = NpzDataset.read(Path.of("data/train_data.npz"));
 * Split split = data.split(0.2, 42);
 * System.out.println(split.training().trueCount(0));
 * }</pre>
 */
package org.cellcount.data;
