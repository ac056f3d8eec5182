/**
 * From a probability map to counted cells.
 *
 * <p>Begin with {@link org.cellcount.count.CellCounter}; {@link org.cellcount.count.CountOptions}
 * says how it counts:
 *
 * <pre>{@code
 * GrayImage probability = ImageFiles.read(Path.of("probability.png"));
 * CountResult result = new CellCounter(CountOptions.defaults()).count(probability);
 * System.out.println(result.count() + " cells");
 * Cells.table(result.cells(probability)).write().csv("cells.csv");
 * }</pre>
 *
 * <p>Each step can be taken alone. All of them take any two-dimensional ImgLib2 image and return
 * one:
 *
 * <pre>{@code
 * BinaryImage mask = Holes.fill(probability.above(0.5));
 * GrayImage distance = Gaussian.smooth(DistanceTransform.euclidean(mask), 1);
 * LabelImage markers = Maxima.hMaxima(distance, mask, 0.5, Connectivity.FOUR);
 * Img<IntType> cells = Watershed.flood(distance, markers, mask);
 * }</pre>
 *
 * <p>Here belongs what tells cells apart. What is known of a cell once it is found belongs in
 * {@code measure}, the maps a network learns of cells in {@code instance}, whether the count is
 * right in {@code metric}.
 */
package org.cellcount.count;
