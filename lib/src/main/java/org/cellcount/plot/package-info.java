/** Figures as images: grids, overlays, curves, histograms and maps. */
package org.cellcount.plot;
