package org.cellcount.predict;

import org.cellcount.count.CountResult;

/**
 * The cells of an image that was reduced to be counted.
 *
 * @param scale what it was reduced by, above 0; 1 if it was counted as it is
 * @param cells their labels are of the image's own size
 */
public record ScaledCount(double scale, CountResult cells) {}
