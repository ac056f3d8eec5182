/**
 * Tensor operations that DJL lacks, with gradients, and the precision they run in. {@link
 * org.cellcount.ops.TorchOps} has them all; {@link org.cellcount.ops.HostTensor} is a tensor in
 * Java memory, {@link org.cellcount.ops.FusedAdam} the optimizer. The one room that touches DJL's
 * native interface.
 */
package org.cellcount.ops;
