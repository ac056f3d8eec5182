package org.cellcount.count;

/**
 * One counted cell. Rows and columns are in pixels, pixel centres at whole numbers, from the upper
 * left.
 *
 * @param label its number in the label image
 * @param area pixels
 * @param centroidRow mean row of its pixels
 * @param centroidColumn mean column of its pixels
 * @param minRow first row
 * @param minColumn first column
 * @param maxRow last row
 * @param maxColumn last column
 * @param perimeter length of the outline through the centres of its outermost pixels, in pixels,
 *     estimated from how they neighbour each other (Benkrid, Crookes, Benkrid 2000; as in
 *     scikit-image); 0 for a single pixel
 * @param circularity 4 pi area / perimeter^2: 1 for a disc, less for other shapes, noisy and
 *     possibly above 1 for a few pixels, infinite where the perimeter is 0
 * @param meanIntensity mean of the image over its pixels
 * @param touchesBorder whether a pixel lies in the first or last row or column of the image
 */
public record Cell(
    int label,
    int area,
    double centroidRow,
    double centroidColumn,
    int minRow,
    int minColumn,
    int maxRow,
    int maxColumn,
    double perimeter,
    double circularity,
    double meanIntensity,
    boolean touchesBorder) {}
