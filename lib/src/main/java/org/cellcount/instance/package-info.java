/**
 * Cells one by one in maps that a network can learn: made of labels, and read back into cells.
 *
 * <p>{@link org.cellcount.instance.InstanceMaps} holds distances, borders and weights, {@link
 * org.cellcount.instance.GradientFlows} the ways to the middle of each cell, {@link
 * org.cellcount.instance.RayDistances} outlines seen from within:
 *
 * <pre>{@code
 * GrayImage distance = InstanceMaps.distance(labels);
 * GradientFlows flows = GradientFlows.of(labels);
 * List<GrayImage> rays = RayDistances.of(labels, 32);
 * LabelImage cells = new StarConvex(0.5, 0.4, 10).cells(distance, rays);
 * }</pre>
 *
 * <p>Here belongs no tensor: how such maps are learned and predicted belongs in {@code target}.
 */
package org.cellcount.instance;
