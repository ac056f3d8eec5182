package org.cellcount.data;

/**
 * A data set cut in two, no group (source image) on both sides.
 *
 * @param training what a network learns from
 * @param validation what it is judged on
 */
public record Split(CellDataset training, CellDataset validation) {}
