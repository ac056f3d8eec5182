package org.cellcount.model;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.cellcount.ops.TorchOps;

/**
 * The U at work: a level encodes its map, hands a half-sized copy to the level below, brings what
 * comes back to its own size, joins it with its own map and decodes both. A map is freed as soon as
 * neither the network nor its gradient needs it.
 *
 * @param levels from the top down
 * @param bottom the block below the last level
 * @param head from the last map to the logits
 * @param skipFirst whether the skip's channels come before those from below
 */
record UNetBody(List<Level> levels, Layer bottom, Layer head, boolean skipFirst) implements Layer {
  /**
   * One level of the U.
   *
   * @param encoder (N, C, H, W) to (N, O, H, W), the skip
   * @param up from the level below, to (N, O, H, W), a pixel less where H or W is odd
   * @param gate what passes of the skip
   * @param decoder skip and map from below (N, 2 O, H, W) to (N, O, H, W)
   */
  record Level(Layer encoder, Layer up, Gate gate, Layer decoder) {}

  /** Images (N, C, H, W) to logits (N, O, H, W). */
  @Override
  public NDArray forward(NDArray x, Pass pass) {
    try (NDArray map = level(0, x, pass)) {
      return head.forward(map, pass);
    }
  }

  private NDArray level(int depth, NDArray x, Pass pass) {
    if (depth == levels.size()) {
      NDArray map = bottom.forward(x, pass);
      pass.show("bottleneck", map);
      return map;
    }
    try (NDArray joined = join(depth, x, pass)) {
      NDArray map = levels.get(depth).decoder().forward(joined, pass);
      pass.show("dec" + (depth + 1), map);
      return map;
    }
  }

  private NDArray join(int depth, NDArray x, Pass pass) {
    Level level = levels.get(depth);
    boolean closed = pass.closedSkips().contains(depth + 1);
    try (NDArray skip = level.encoder().forward(x, pass);
        NDArray up = fromBelow(depth, skip, pass);
        NDArray passed = closed ? skip.mul(0) : level.gate().forward(up, skip, pass);
        NDArray padded = TorchOps.padTo(up, skip)) {
      pass.show(FeatureMap.UP + (depth + 1), padded);
      return skipFirst ? TorchOps.concat(passed, padded) : TorchOps.concat(padded, passed);
    }
  }

  private NDArray fromBelow(int depth, NDArray skip, Pass pass) {
    pass.show("enc" + (depth + 1), skip);
    try (NDArray half = TorchOps.maxPool2d(skip);
        NDArray below = level(depth + 1, half, pass)) {
      return levels.get(depth).up().forward(below, pass);
    }
  }
}
