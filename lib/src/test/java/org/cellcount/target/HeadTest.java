package org.cellcount.target;

import static org.cellcount.testing.Grids.labels;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.cellcount.count.CountResult;
import org.cellcount.count.Separation;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.metric.InstanceScores;
import org.cellcount.testing.CellShapes;
import org.cellcount.testing.Gradients;
import org.junit.jupiter.api.Test;

/** What heads draw, how wrong an answer is to them, and how a perfect answer is counted. */
class HeadTest {
  private static double probability(double p) {
    return Math.log(p / (1 - p));
  }

  private static double flow(double flow) {
    return 5 * flow;
  }

  private static double density(double d) {
    return Math.log(Math.expm1(100 * d));
  }

  /** What a network would answer that knows the cells. */
  private static CellMaps perfect(Target target, DoubleUnaryOperator logit, LabelImage labels) {
    int area = labels.labels().length;
    float[] mask = new float[area];
    for (int i = 0; i < area; i++) {
      mask[i] = labels.labels()[i] == 0 ? 0 : 1;
    }
    GrayImage foreground = new GrayImage(labels.height(), labels.width(), mask);
    FloatBuffer drawn = FloatBuffer.allocate(target.drawnMaps() * area);
    target.draw(new CellSample(foreground, foreground, Optional.of(labels)), drawn);
    assertEquals(0, drawn.remaining());
    float[] logits = new float[target.channels() * area];
    for (int i = 0; i < logits.length; i++) {
      double answer = i < area ? probability(drawn.get(i)) : logit.applyAsDouble(drawn.get(i));
      logits[i] = (float) Math.max(-90, Math.min(90, answer));
    }
    return target.maps(logits, 0, labels.height(), labels.width());
  }

  @Test
  void aPerfectAnswerIsCountedRightAndTheMapsAreLeftAsTheyAre() {
    Random random = new Random(5);
    for (int trial = 0; trial < 10; trial++) {
      LabelImage truth = CellShapes.field(random);
      check(perfect(Target.FLOWS, HeadTest::flow, truth), Target.FLOWS, truth, 0.97);
      check(perfect(Target.CENTRES, HeadTest::probability, truth), Target.CENTRES, truth, 0.9);
    }
  }

  private static void check(CellMaps maps, Target target, LabelImage truth, double meanIou) {
    List<GrayImage> before =
        maps.learned().values().stream().flatMap(List::stream).map(GrayImage::copy).toList();
    Counting counting = target.counting(target.countOptions());
    CountResult result = counting.result(maps);
    assertEquals(truth.count(), result.count());
    assertEquals(truth.count(), result.labels().max());
    assertEquals(result.count(), counting.count(maps));
    List<Double> ious = InstanceScores.of(result.labels(), truth).matchedIous();
    assertEquals(truth.count(), ious.size());
    double mean = ious.stream().mapToDouble(iou -> iou).average().orElseThrow();
    assertTrue(mean > meanIou, target + ": mean IoU " + mean);
    assertEquals(
        before, maps.learned().values().stream().flatMap(List::stream).toList(), target.label());
  }

  @Test
  void oneNetworkIsReadAsEveryTargetWhoseHeadsItHas() {
    Target all =
        Target.of("all heads", List.of(Head.BORDERS, Head.CENTRES, Head.FLOWS, Head.DISTANCE));
    LabelImage truth = CellShapes.field(new Random(6));
    int height = truth.height();
    int width = truth.width();
    int area = height * width;
    assertEquals(6, all.channels());
    float[] logits = new float[all.channels() * area];
    Random random = new Random(7);
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (3 * random.nextGaussian());
    }
    CellMaps maps = all.maps(logits, 0, height, width);
    assertEquals(Optional.empty(), maps.separation());
    List<Target> targets = List.of(Target.BORDER_CLASS, Target.CENTRES, Target.DISTANCE);
    List<Integer> channels = List.of(1, 2, 5);
    for (int t = 0; t < targets.size(); t++) {
      float[] alone = Arrays.copyOf(logits, 2 * area);
      System.arraycopy(logits, channels.get(t) * area, alone, area, area);
      CellMaps expected = targets.get(t).maps(alone, 0, height, width);
      CellMaps read = targets.get(t).read(maps);
      assertEquals(expected.foreground(), read.foreground());
      assertEquals(expected.separation(), read.separation());
      assertEquals(maps.learned(), read.learned());
      CellMaps shape = Target.MASK.read(read);
      assertEquals(Optional.empty(), shape.separation());
      assertEquals(
          Target.MASK.counting(Target.MASK.countOptions()).cells(maps),
          all.counting(all.countOptions()).cells(shape));
    }
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Target.CENTRES.read(Target.FLOWS.maps(logits, 0, height, width)));
    assertEquals("no maps of head 'centres', only of [flows]", e.getMessage());
  }

  @Test
  void headsOfATargetAreSomeAndEachOnce() {
    var none = assertThrows(IllegalArgumentException.class, () -> Target.of("nothing", List.of()));
    assertEquals(
        "heads of target 'nothing' []: expected at least one, each once", none.getMessage());
    var twice =
        assertThrows(
            IllegalArgumentException.class,
            () -> Target.of("twice", List.of(Head.FLOWS, Head.FLOWS)));
    assertEquals(
        "heads of target 'twice' [flows, flows]: expected at least one, each once",
        twice.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Target.of("a/b", List.of(Head.FLOWS)));
  }

  @Test
  void flowsAreOnlyForCountingByMaxima() {
    LabelImage touching = labels("1111122222", "1111122222", "1111122222", "1111122222");
    CellMaps maps = perfect(Target.FLOWS, HeadTest::flow, touching);
    var options = Target.FLOWS.countOptions();
    assertEquals(2, Target.FLOWS.counting(options).count(maps));
    assertEquals(2, Target.FLOWS.counting(options.withMinArea(20)).count(maps));
    assertEquals(0, Target.FLOWS.counting(options.withMinArea(21)).count(maps));
    var components = options.withSeparation(Separation.COMPONENTS);
    assertEquals(1, Target.FLOWS.counting(components).count(maps));
    CellMaps bare = new CellMaps(maps.foreground(), Optional.empty());
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> Target.FLOWS.counting(options).cells(bare));
    assertEquals("no maps of head 'flows', only of []", e.getMessage());
  }

  @Test
  void theDensitySumsToTheNumberOfCells() {
    LabelImage truth = CellShapes.field(new Random(6));
    CellMaps maps = perfect(Target.DENSITY, HeadTest::density, truth);
    assertEquals(truth.count(), maps.density().orElseThrow(), 1e-3);
    // The cells themselves are told apart without it.
    CountResult result = Target.DENSITY.counting(Target.DENSITY.countOptions()).result(maps);
    CellMaps bare = new CellMaps(maps.foreground(), Optional.empty());
    assertEquals(Target.MASK.counting(Target.MASK.countOptions()).cells(bare), result.labels());
    assertTrue(bare.density().isEmpty());
    GrayImage half = new GrayImage(1, 2, new float[] {0.25f, 0.5f});
    CellMaps own = new CellMaps(half, Optional.empty(), Map.of("density", List.of(half)));
    assertEquals(0.75, own.density().orElseThrow());
  }

  @Test
  void valuesAreTheDrawnOnes() {
    assertEquals(0.4f, Head.FLOWS.value(2));
    assertEquals(-1, Head.FLOWS.value(-5));
    assertEquals(0.5f, Head.CENTRES.value(0));
    assertEquals(Math.log(2) / 100, Head.DENSITY.value(0), 1e-8);
    assertEquals(Math.log1p(Math.exp(-30)) / 100, Head.DENSITY.value(-30), 1e-20);
    assertEquals(10, Head.DENSITY.value(1000), 1e-6);
  }

  @Test
  void lossesByHand() {
    try (NDManager manager = NDManager.newBaseManager()) {
      // Flows (0, 1) and (1, 0), answered with 5 (0, 1) and 5 (0, 0): 25 in one of four values.
      NDArray flows = manager.create(new float[] {0, 1, 1, 0}, new Shape(1, 2, 1, 2));
      NDArray answer = manager.create(new float[] {0, 0, 5, 0}, new Shape(1, 2, 1, 2));
      assertEquals(25 / 8.0, Head.FLOWS.loss(answer, flows).getFloat(), 1e-6);
      assertEquals(0, Head.FLOWS.loss(flows.mul(5), flows).getFloat());
      // Two windows, of 1 and 0 cells: wherever in a window they are, their number is what counts.
      float[] drawn = new float[20];
      drawn[3] = 0.25f;
      drawn[7] = 0.75f;
      float[] logits = new float[20];
      Arrays.fill(logits, -90);
      logits[15] = (float) density(0.5);
      logits[19] = (float) density(0.1);
      Shape shape = new Shape(1, 1, 1, 20);
      NDArray loss = Head.DENSITY.loss(manager.create(logits, shape), manager.create(drawn, shape));
      assertEquals((0.25 + 0.01) / 2, loss.getFloat(), 1e-5);
    }
  }

  @Test
  void gradientsOfLosses() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray flow = Gradients.uniform(manager, 1, -1, 1, new Shape(2, 2, 5, 6));
      Gradients.check(
          in -> Head.FLOWS.loss(in.get(0), flow),
          List.of(Gradients.uniform(manager, 2, -5, 5, new Shape(2, 2, 5, 6))),
          2e-3);
      NDArray density = Gradients.uniform(manager, 3, 0, 0.05f, new Shape(2, 1, 5, 18));
      Gradients.check(
          in -> Head.DENSITY.loss(in.get(0), density),
          List.of(Gradients.uniform(manager, 4, 0, 5, new Shape(2, 1, 5, 18))),
          5e-3);
    }
  }
}
