/**
 * Random changes of training samples that keep their truth true.
 *
 * <p>Begin with {@link org.cellcount.augment.Augmentation}, which applies several {@link
 * org.cellcount.augment.Augmenter}s in turn:
 *
 * <pre>{@code
 * GrayImage image = ImageFiles.read(Path.of("cells.png"));
 * CellSample sample = new CellSample(image, image.above(0.5).toGray(), Optional.empty());
 * Augmentation mine = new Augmentation("mine", new Rotation90(), new Gamma(1.5));
 * CellSample changed = mine.apply(sample, new SplittableRandom(1));
 * }</pre>
 *
 * <p>Here belongs whatever turns a sample into another by chance. It moves image, mask and labels
 * together, draws all chance from the generator it is given, and leaves the sample it was given as
 * it was.
 */
package org.cellcount.augment;
