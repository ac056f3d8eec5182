/**
 * Trained models at work: maps and counts of images of any size and magnification. Knows nothing of
 * training; a model folder is enough.
 *
 * <pre>{@code
 * try (TrainedModel model = TrainedModel.load(Path.of("results/model"))) {
 *   ScaledCount counted = model.countAnyScale(ImageFiles.read(Path.of("image.png")));
 *   System.out.println(counted.cells().count());
 * }
 * }</pre>
 */
package org.cellcount.predict;
