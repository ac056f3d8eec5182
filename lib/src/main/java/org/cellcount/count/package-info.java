/** From a probability map to counted cells: threshold, morphology, distance, markers, watershed. */
package org.cellcount.count;
