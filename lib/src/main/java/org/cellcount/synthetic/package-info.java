/**
 * Cells drawn by a program, for use where there is no data, and {@link
 * org.cellcount.synthetic.FoundData}, which falls back on them. {@link
 * org.cellcount.synthetic.SyntheticCells#generate} makes a data set with the label of every cell.
 */
package org.cellcount.synthetic;
