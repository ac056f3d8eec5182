/**
 * The commands behind {@code environment/train}, {@code predict} and {@code get-data}. Uses every
 * room; none uses it. Options, their help and their checks are picocli's, see {@link
 * org.cellcount.cli.Train} for the shape of one.
 */
package org.cellcount.cli;
