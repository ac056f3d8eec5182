/**
 * What every room needs and none is about: things with names ({@link org.cellcount.base.Named}) and
 * how they are found ({@link org.cellcount.base.Names}), checks of arguments ({@link
 * org.cellcount.base.Require}), files that are whole or absent, JSON that is refused rather than
 * guessed at, and what puts pixels in an order ({@link org.cellcount.base.SortKey}, {@link
 * org.cellcount.base.KeyHeap}).
 *
 * <pre>{@code
 * Require.between("threshold", threshold, 0, 1);
 * Loss loss = Names.find("loss", "bce_dice", Loss.OURS);
 * AtomicFiles.write(file, out -> table.write().csv(out));
 * }</pre>
 */
package org.cellcount.base;
