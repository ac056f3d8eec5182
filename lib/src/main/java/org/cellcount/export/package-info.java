/**
 * Counted cells in the files that other programs open: label images, ROIs for ImageJ and Fiji,
 * GeoJSON for QuPath, tables, pictures. {@link org.cellcount.export.Output} names them.
 *
 * <pre>{@code
 * CountedImage counted = CountedImage.of(image, result, Optional.of(PixelSize.square(0.325)));
 * Output.ROIS.write(Path.of("field.rois.zip"), counted);
 * }</pre>
 *
 * <p>Images come row by row ({@link org.cellcount.image.Rows}), so that those that no array holds
 * can be written too.
 */
package org.cellcount.export;
