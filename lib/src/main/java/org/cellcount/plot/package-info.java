/**
 * Figures: charts, which XChart draws and a reader may style further, and pictures of cells, which
 * XChart does not know.
 *
 * <pre>{@code
 * XYChart chart = new Histogram("Size", "area (pixels)", "cells").add("cells", areas).chart();
 * chart.getStyler().setLegendVisible(false);
 * BufferedImage figure = Figures.of(chart);
 * BufferedImage picture = Picture.of(image).outlines(labels).render();
 * }</pre>
 */
package org.cellcount.plot;
