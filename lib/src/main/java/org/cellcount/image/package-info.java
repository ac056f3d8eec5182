/**
 * Images in memory and on disk.
 *
 * <p>Begin with {@link org.cellcount.image.ImageFiles}, which reads a {@link
 * org.cellcount.image.GrayImage}:
 *
 * <pre>{@code
 * GrayImage image = ImageFiles.read(Path.of("cells.png"));
 * GrayImage even = Normalisation.PERCENTILE.apply(image);
 * GrayImage half = Resize.to(even, image.height() / 2, image.width() / 2);
 * BinaryImage bright = half.above(0.5);
 * ImageFiles.writePng(Path.of("bright.png"), bright.toGray());
 * }</pre>
 *
 * <p>A {@link org.cellcount.image.MicroscopeFile} holds several images: channels, planes and times,
 * of which an {@link org.cellcount.image.ImageSelection} chooses one, to be read whole or in
 * pieces. TIFF is decoded by TwelveMonkeys, piece by piece; what its tags mean is understood here.
 *
 * <p>{@code GrayImage}, {@link org.cellcount.image.BinaryImage} and {@link
 * org.cellcount.image.LabelImage} are ImgLib2 images themselves, and each has a method {@code of}
 * that takes any other. A {@link org.cellcount.image.CellSample} is an image with its truth.
 *
 * <p>Here belongs what an image is, and how it is read, written, resized and normalised. Whatever
 * looks for cells in it belongs in {@code count}.
 */
package org.cellcount.image;
