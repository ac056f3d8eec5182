/**
 * How wrong logits are. {@link org.cellcount.loss.PixelLoss} is any function of logits and target
 * that gives a scalar with a gradient; {@link org.cellcount.loss.Loss} gives it a name, which makes
 * it part of a run:
 *
 * <pre>{@code
 * Loss squared = new Loss("squared error",
 *     (logits, target) -> Activation.sigmoid(logits).sub(target).square().mean());
 * RunConfig config = RunConfig.published().withLoss(squared);
 * }</pre>
 */
package org.cellcount.loss;
