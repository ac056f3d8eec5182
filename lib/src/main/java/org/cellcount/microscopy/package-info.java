/**
 * Image files as microscopes, cameras and programs write them.
 *
 * <p>Begin with {@link org.cellcount.microscopy.ImageFiles}, for files that hold one image:
 *
 * <pre>{@code
 * GrayImage image = ImageFiles.read(Path.of("cells.png"));
 * ImageFiles.writePng(Path.of("bright.png"), image.above(0.5).toGray());
 * }</pre>
 *
 * <p>A {@link org.cellcount.microscopy.MicroscopeFile} holds several: channels, planes and times,
 * of which an {@link org.cellcount.microscopy.ImageSelection} chooses one, to be read whole or in
 * pieces. TIFF is decoded by TwelveMonkeys, piece by piece; what its tags mean is understood here.
 *
 * <p>Here belongs which files are read and what in them is meant. What is done with an image in
 * memory belongs in {@code image}; how cells leave for other programs in {@code export}.
 */
package org.cellcount.microscopy;
