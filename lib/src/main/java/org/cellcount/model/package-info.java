/**
 * Networks: images in, maps of logits out. {@link org.cellcount.model.UNet} builds them from parts,
 * ours and the reader's own; {@link org.cellcount.model.DjlNetwork} takes any block of DJL's.
 * {@link org.cellcount.model.SegmentationModel} is a network with weights to train, {@link
 * org.cellcount.model.InferenceModel} one that only predicts.
 *
 * <pre>{@code
 * ModelConfig config = ModelConfig.of(UNet.PLAIN.withBaseChannels(16).withLevels(5));
 * try (SegmentationModel model = SegmentationModel.create(config, device, Precision.AUTO, 42)) {
 *   NDArray logits = model.forward(images, true);
 * }
 * }</pre>
 */
package org.cellcount.model;
