/**
 * What a network is asked to learn, how its answer is read and counted, and what is known of a
 * trained one. {@link org.cellcount.target.Target} draws the maps to learn and reads those that are
 * answered as {@link org.cellcount.target.CellMaps}; {@link org.cellcount.target.Counting} makes
 * cells of them; {@link org.cellcount.target.ModelFolder} is a trained model on disk.
 *
 * <pre>{@code
 * CountingMethod mine = new CountingMethod("eight neighbours",
 *     maps -> Components.label(maps.foreground().above(0.5), Connectivity.EIGHT));
 * RunConfig config = RunConfig.counting().withCountingMethod(mine);
 * }</pre>
 */
package org.cellcount.target;
