package org.cellcount.target;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.List;
import org.cellcount.base.Named;
import org.cellcount.base.Names;
import org.cellcount.count.CountOptions;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.loss.PixelLoss;

/**
 * What the network is asked to learn: the maps it should answer with, the loss that compares, and
 * how its answer is read. The first output channel is always the foreground; what a target adds
 * teaches it where one cell ends and the next begins. All but {@link #MASK} need to know which
 * pixel belongs to which cell.
 */
// The classes of its own targets are reached through it alone.
@SuppressWarnings("ClassInitializationDeadlock")
public interface Target extends Named {
  /** The foreground alone, as published. */
  Target MASK = new MaskTarget();

  /**
   * The foreground, with pixels between close cells weighing up to eleven times as much (w0 = 10,
   * sigma = 5), so that a missed gap costs more than a ragged edge. Ronneberger, Fischer and Brox,
   * "U-Net", MICCAI 2015, equation 2.
   */
  Target BORDER_WEIGHTS = new BorderWeightsTarget();

  /**
   * The foreground and a second map of the pixels where two cells touch. Subtracting it cuts
   * clusters apart. In the manner of the three-class networks of Caicedo et al., "Evaluation of
   * deep learning strategies for nucleus segmentation in fluorescence images", Cytometry A 2019.
   */
  Target BORDER_CLASS =
      new HeadsTarget("border class", List.of(Head.BORDERS), HeadsTarget::withoutBorders);

  /**
   * The foreground and a second map of the distance to the cell's own edge, 1 in the middle of
   * every cell and 0 outside: a landscape with one hill a cell, ready for a watershed. In the
   * manner of Naylor et al., "Segmentation of nuclei in histopathology images by deep regression of
   * the distance map", IEEE TMI 2019.
   */
  Target DISTANCE =
      new HeadsTarget("distance", List.of(Head.DISTANCE), HeadsTarget.landscape(Head.DISTANCE));

  /**
   * The foreground and a bump in the middle of every cell: a landscape as that of {@link
   * #DISTANCE}, whose hills are as high but narrower. Where cells are is learned as in Zhou, Wang
   * and Krähenbühl, "Objects as points", 2019, arXiv:1904.07850; the watershed gives them their
   * pixels.
   */
  Target CENTRES =
      new HeadsTarget("centres", List.of(Head.CENTRES), HeadsTarget.landscape(Head.CENTRES));

  /**
   * The foreground and which way it is to the centre of a pixel's cell; pixels that lead to one
   * place are a cell. Stringer, Wang, Michaelos and Pachitariu, "Cellpose: a generalist algorithm
   * for cellular segmentation", Nature Methods 2021, doi:10.1038/s41592-020-01018-x.
   */
  Target FLOWS =
      new HeadsTarget(
          "gradient flows",
          List.of(Head.FLOWS),
          CountOptions.defaults().withSigma(0).withH(0.1),
          Counting::byFlows);

  /**
   * The foreground and the cells per pixel, whose sum is a count that needs no separation: {@link
   * CellMaps#density}. The cells themselves are those of the foreground, told apart by their shape
   * as {@link #MASK} does. In the manner of Xie, Noble and Zisserman, "Microscopy cell counting and
   * detection with fully convolutional regression networks", 2016,
   * doi:10.1080/21681163.2016.1149104.
   */
  Target DENSITY =
      new HeadsTarget("density", List.of(Head.DENSITY), CountOptions.defaults(), Counting::by);

  /**
   * The foreground, the distance to the cell's own edge, and how far that edge is along 32 rays:
   * every pixel in the middle of a cell answers with an outline of its own, and of those that
   * overlap the deepest one's is kept. Knows the shape of cells, so that two that touch without a
   * valley between them are still two. Schmidt, Weigert, Broaddus and Myers, "Cell detection with
   * star-convex polygons", MICCAI 2018, arXiv:1806.03535.
   *
   * <p>Of the count options, the threshold is that of the distance for an outline to be tried, and
   * the minimum area applies; the outlines decide which cells there are, the foreground above 0.5
   * how far they reach.
   */
  Target STARS =
      new HeadsTarget(
          "star-convex",
          List.of(Head.DISTANCE, Head.RAYS),
          HeadsTarget.landscape(Head.DISTANCE),
          CountOptions.defaults(),
          RaysHead::counting);

  /**
   * The foreground, flows, distance, centres and borders in one network: what one head teaches
   * helps the others. Its cells are those of the flows.
   */
  Target COMBINED =
      new HeadsTarget(
          "combined",
          List.of(Head.FLOWS, Head.DISTANCE, Head.CENTRES, Head.BORDERS),
          HeadsTarget.landscape(Head.DISTANCE),
          FLOWS.countOptions(),
          Counting::byFlows);

  /** The library's own. */
  List<Target> OURS =
      List.of(
          MASK, BORDER_WEIGHTS, BORDER_CLASS, DISTANCE, CENTRES, FLOWS, STARS, DENSITY, COMBINED);

  /**
   * One of ours by name: {@code border_class}, {@code border class}.
   *
   * @throws IllegalArgumentException for another name
   */
  static Target of(String name) {
    return Names.find("target", name, OURS);
  }

  /** Output channels of the network. */
  int channels();

  /** Whether the training data must tell cells apart. */
  boolean needsLabels();

  /** Maps that {@link #draw} writes for a sample: those to learn, and weights of the loss. */
  int drawnMaps();

  /**
   * Draws the maps that the loss compares the network's answer with.
   *
   * @param sample one training image with its truth
   * @param out takes {@code drawnMaps * height * width} floats, map by map; the mask first
   * @throws IllegalArgumentException if the target needs labels and the sample has none
   */
  void draw(CellSample sample, FloatBuffer out);

  /**
   * The loss of a batch, a scalar with a gradient.
   *
   * @param foreground the run's loss, for the foreground channel
   * @param logits (N, channels, H, W)
   * @param drawn (N, drawnMaps, H, W), what {@link #draw} drew
   */
  NDArray loss(PixelLoss foreground, NDArray logits, NDArray drawn);

  /**
   * Reads the network's answer for one image.
   *
   * @param logits the channels of one or more images, (C, H, W) each
   * @param offset where this image's channels begin
   * @param height rows
   * @param width columns
   */
  CellMaps maps(float[] logits, int offset, int height, int width);

  /** How its maps are counted before anything is tuned. */
  CountOptions countOptions();

  /** Its own way of counting, by some options: those of {@link #countOptions} or tuned ones. */
  default Counting counting(CountOptions options) {
    return Counting.by(options);
  }

  /**
   * The labels that a target needs to draw a sample.
   *
   * @throws IllegalArgumentException if the sample has none
   */
  static LabelImage labels(CellSample sample, Target target) {
    return sample
        .labels()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "target '" + target.label() + "' needs the label of every cell, none given"));
  }

  /** One channel of logits as probabilities, 0..1. */
  static GrayImage probability(float[] logits, int offset, int height, int width) {
    float[] probability = new float[height * width];
    for (int i = 0; i < probability.length; i++) {
      probability[i] = probability(logits[offset + i]);
    }
    return new GrayImage(height, width, probability);
  }

  /** The probability of a logit, 0..1. */
  static float probability(float logit) {
    return (float) (1 / (1 + Math.exp(-logit)));
  }
}
