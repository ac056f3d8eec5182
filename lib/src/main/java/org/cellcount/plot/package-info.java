/** Figures: charts, which XChart draws and a reader may style further, and pictures of cells. */
package org.cellcount.plot;
