/**
 * Scores: how right counts, cells and masks are, and how sure that is.
 *
 * <p>Begin with {@link org.cellcount.metric.CountScores} for numbers of cells, {@link
 * org.cellcount.metric.InstanceScores} for the cells themselves and {@link
 * org.cellcount.metric.PixelScores} for masks:
 *
 * <pre>{@code
 * LabelImage truth = new LabelImage(1, 6, new int[] {1, 1, 0, 2, 2, 0});
 * LabelImage found = new LabelImage(1, 6, new int[] {1, 1, 1, 0, 0, 0});
 * InstanceScores cells = InstanceScores.of(found, truth);
 * System.out.println(cells.missed() + " missed, AP at an IoU of 0.5: " + cells.ap(0.5));
 * Interval mae = Bootstrap.mean(new double[] {1, 0, 2}, new int[] {7, 7, 8}, 1);
 * }</pre>
 *
 * <p>Here belongs what compares a prediction with the truth. Scores are records that several images
 * can be added up into; tables and figures of them are made elsewhere.
 */
package org.cellcount.metric;
