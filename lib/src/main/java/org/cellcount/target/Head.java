package org.cellcount.target;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.cellcount.base.Named;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.instance.GradientFlows;
import org.cellcount.instance.InstanceMaps;
import org.cellcount.instance.RayDistances;

/**
 * One or more maps that a network learns beside the foreground, drawn from the label of every cell.
 * A target has the heads of its choice; several heads share one network.
 */
// The classes of its own heads are reached through it alone.
@SuppressWarnings("ClassInitializationDeadlock")
public interface Head extends Named {
  /** Where two cells touch: 1 on the pixels of {@link InstanceMaps#touchingBorders}. */
  Head BORDERS = new MapHead("borders", labels -> InstanceMaps.touchingBorders(labels, 1).toGray());

  /** How deep in its cell a pixel lies, see {@link InstanceMaps#distance}. */
  Head DISTANCE = new MapHead("distance", InstanceMaps::distance);

  /** How near to the centre of its cell a pixel is, see {@link InstanceMaps#centres}. */
  Head CENTRES = new MapHead("centres", InstanceMaps::centres);

  /**
   * Which way it is to the centre of its cell, downwards and to the right: two maps, see {@link
   * GradientFlows}.
   */
  Head FLOWS = new FlowHead();

  /** Cells per pixel, see {@link InstanceMaps#density}; what is learned is their sum in windows. */
  Head DENSITY = new DensityHead();

  /** How far it is to the edge of the cell along 32 rays, in pixels, see {@link RayDistances}. */
  Head RAYS = new RaysHead("rays", RayDistances.RAYS);

  /** Output channels of the network, as many as maps to read. */
  int channels();

  /** Maps that {@link #draw} writes: as many as channels, unless some weigh the loss. */
  default int drawnMaps() {
    return channels();
  }

  /**
   * Draws the maps to learn.
   *
   * @param labels the cells, 0 for background
   * @param out takes {@code drawnMaps * height * width} floats, map by map
   */
  void draw(LabelImage labels, FloatBuffer out);

  /**
   * The loss of a batch, a scalar with a gradient.
   *
   * @param logits (N, channels, H, W)
   * @param drawn (N, drawnMaps, H, W)
   */
  NDArray loss(NDArray logits, NDArray drawn);

  /** What a map says where the network's answer is this logit, in the unit of the drawn map. */
  float value(float logit);

  /**
   * Reads the maps of one image.
   *
   * @param logits the channels of one or more images, (C, H, W) each
   * @param offset where this head's channels begin
   * @param height rows
   * @param width columns
   */
  default List<GrayImage> maps(float[] logits, int offset, int height, int width) {
    int area = height * width;
    List<GrayImage> maps = new ArrayList<>();
    for (int c = 0; c < channels(); c++) {
      float[] values = new float[area];
      for (int i = 0; i < area; i++) {
        values[i] = value(logits[offset + c * area + i]);
      }
      maps.add(new GrayImage(height, width, values));
    }
    return List.copyOf(maps);
  }
}
