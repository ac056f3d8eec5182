/** Tensor operations that DJL lacks, with gradients, and the precision they run in. */
package org.cellcount.ops;
