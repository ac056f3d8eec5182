/**
 * Images in memory.
 *
 * <p>Begin with {@link org.cellcount.image.GrayImage}, intensities row by row:
 *
 * <pre>{@code
 * GrayImage image = new GrayImage(height, width, pixels);
 * GrayImage even = Normalisation.PERCENTILE.apply(image);
 * GrayImage half = Resize.to(even, height / 2, width / 2);
 * BinaryImage bright = half.above(0.5);
 * }</pre>
 *
 * <p>{@code GrayImage}, {@link org.cellcount.image.BinaryImage} and {@link
 * org.cellcount.image.LabelImage} are ImgLib2 images themselves, and each has a method {@code of}
 * that takes any other. What is too large for the memory passes row by row, as {@link
 * org.cellcount.image.Rows}. A {@link org.cellcount.image.CellSample} is an image with its truth.
 *
 * <p>Here belongs what an image is, and how it is resized and normalised. How it is read from files
 * belongs in {@code microscopy}; whatever looks for cells in it in {@code count}.
 */
package org.cellcount.image;
