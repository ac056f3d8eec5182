/** The command line: training and predicting without a notebook. Uses every room; none uses it. */
package org.cellcount.cli;
