/**
 * What a label image says of its cells: which there are, how large, of which shape and how bright.
 *
 * <pre>{@code
 * LabelImage large = SmallObjects.remove(labels, 10);
 * List<Cell> cells = Cells.measure(large, image);
 * Cells.table(cells, Optional.of(PixelSize.square(0.325))).write().csv("cells.csv");
 * }</pre>
 *
 * <p>Here belongs what takes the cells as given. How they are found belongs in {@code count} and
 * {@code instance}.
 */
package org.cellcount.measure;
