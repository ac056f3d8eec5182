/** Seeded random transforms that move image, mask and labels together. */
package org.cellcount.augment;
