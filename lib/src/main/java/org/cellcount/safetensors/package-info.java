/**
 * Weights on disk: {@link org.cellcount.safetensors.Safetensors} reads and writes named tensors and
 * text with a checksum.
 */
package org.cellcount.safetensors;
